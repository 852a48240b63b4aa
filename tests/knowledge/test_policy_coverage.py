"""What the position papers behind the project say local integration work must cover: each matter has an article."""

from __future__ import annotations

import pytest

from knowledge.services.content import CONTENT

# Matter → the articles that answer it.
MATTERS = {
    "German from the first day": ("initial-orientation-course-eok", "integration-course-asylum-seeker", "free-german-learning-online"),
    "orientation from the first day": ("initial-orientation-course-eok", "test-life-in-germany"),
    "job-related German": ("vocational-language-courses", "job-bsk-and-job-turbo"),
    "literacy": ("integration-course-special-types",),
    "school entry": ("school-registration-steps", "school-compulsory-who-and-when", "school-entry-examination"),
    "language classes at school": ("welcome-class",),
    "Kita": ("kita-legal-claim", "kita-fees-and-voucher"),
    "young people with interrupted schooling": ("young-people-vocational-school-classes",),
    "catching up on a certificate": ("school-leaving-certificate-catch-up",),
    "training": ("training-ausbildung-overview", "training-assisted-support", "training-eq"),
    "the right to stay during training": ("stay-ausbildungsduldung", "stay-16g-training-permit"),
    "skills assessment": ("work-skills-assessment", "skills-validation-without-certificate"),
    "recognition of foreign qualifications": ("recognition-procedure-steps", "recognition-advice-iq"),
    "the local labour market": ("work-agency-or-jobcenter", "work-job-turbo"),
    "internships": ("work-internship", "work-hospitation-trial-work"),
    "applications": ("work-cv-application",),
    "counselling that fits the person and the family": ("mbe-migration-counselling", "jmd-youth-migration-service"),
    "clubs": ("clubs-sports-join", "clubs-youth-centre", "clubs-women-swimming"),
    "volunteering": ("clubs-volunteering", "clubs-fire-brigade-thw"),
    "migrants' organisations and dialogue between religions": ("clubs-migrant-organisations-religion",),
    "help against racism": ("support-discrimination-racism",),
    "help against violence": ("support-domestic-violence", "support-crime-victim"),
    "benefits for asylum seekers and how work changes them": ("status-asylblg-benefits", "status-benefits-and-earnings"),
    "benefits for job seekers and how work changes them": ("status-grundsicherungsgeld", "status-benefits-and-earnings"),
}  # fmt: skip


@pytest.mark.parametrize("matter", MATTERS)
def test_matter_of_the_position_papers_has_its_articles(matter: str):
    here = {path.stem for path in CONTENT.glob("*/*.yml")}

    assert set(MATTERS[matter]) <= here
