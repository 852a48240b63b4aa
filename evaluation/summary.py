"""What predictions amount to, per language and kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evaluation.evaluate import Prediction

IN_SCOPE = ("plain", "short", "colloquial", "situation", "mixed", "romanised", "typo")
OFFERED = 3


def summarise(predictions: list[Prediction]) -> dict[str, Any]:
    """Return the figures of each language and of all together; shares are between 0 and 1."""
    languages = sorted({prediction.lang for prediction in predictions})
    parts = {language: [p for p in predictions if p.lang == language] for language in languages}
    return {name: _figures(part) for name, part in [*parts.items(), ("all", predictions)]}


def _figures(predictions: list[Prediction]) -> dict[str, Any]:
    in_scope = [p for p in predictions if p.kind in IN_SCOPE]
    of = lambda *kinds: [p for p in predictions if p.kind in kinds]  # noqa: E731
    urgent = of("urgent")
    times = [p.ms for p in predictions]
    return {
        "n": len(predictions),
        "in_scope": _ranking(in_scope),
        "by_kind": {kind: _ranking(of(kind)) for kind in IN_SCOPE if of(kind)},
        "out_of_scope": {"n": len(of("out_of_scope")), "false_answers": _share(of("out_of_scope"), _asserts)},
        "labels": {
            "n": len(of("chat")),
            "accuracy": _share(of("chat"), lambda p: p.label in (p.expect, *p.also)),
        },
        "urgent": {
            "n": len(urgent),
            "recall": _share(urgent, _alarm),
            "right_kind": _share(urgent, lambda p: p.label in (p.expect, *p.also)),
            "false_alarms": _share(of("not_urgent"), _alarm),
            "false_alarms_in_scope": _share(in_scope, _alarm),
        },
        # Articles that were never given where they were right.
        "without_hit": sorted({p.expect for p in in_scope} - {p.expect for p in in_scope if _hit(p)}),
        "reply_language": _share(in_scope, lambda p: p.language == p.lang),
        "failures": sum(p.kind_of_reply.startswith("failure") for p in predictions),
        "p50_ms": round(median(times), 1) if times else None,
        "p95_ms": round(quantiles(times, n=20)[-1], 1) if len(times) > 1 else None,
    }


def _ranking(predictions: list[Prediction]) -> dict[str, Any]:
    return {
        "n": len(predictions),
        "hit@1": _share(predictions, lambda p: _given(p)[:1] != () and _given(p)[0] in (p.expect, *p.also)),
        "hit@3": _share(predictions, _hit),
        "answered": _share(predictions, _asserts),
        "answered_right": _share(
            [p for p in predictions if _asserts(p)], lambda p: p.article in (p.expect, *p.also)
        ),
        "abstained": _share(predictions, lambda p: p.kind_of_reply not in ("answer", "choices")),
    }


def _hit(prediction: Prediction) -> bool:
    return any(name in (prediction.expect, *prediction.also) for name in _given(prediction))


def _given(prediction: Prediction) -> tuple[str, ...]:
    """Return the articles the person was given, best first: the answer, or the choices offered."""
    if prediction.kind_of_reply == "answer" and prediction.article:
        return (prediction.article,)
    return prediction.offered[:OFFERED]


def _asserts(prediction: Prediction) -> bool:
    return prediction.kind_of_reply == "answer"


def _alarm(prediction: Prediction) -> bool:
    return (prediction.label or "").startswith("urgent:")


def _share(predictions: Iterable[Prediction], holds: Callable[[Prediction], bool]) -> float | None:
    held = [holds(prediction) for prediction in predictions]
    return round(sum(held) / len(held), 4) if held else None


def table(summary: dict[str, Any]) -> str:
    """Return the summary as a table for people, in per cent."""
    head = f"{'':12}{'n':>6}{'hit@1':>8}{'hit@3':>8}{'answered':>10}{'right':>8}{'none':>8}"
    lines = [head]
    for name, figures in summary.items():
        rows = [
            (name, figures["in_scope"]),
            *((f"  {kind}", row) for kind, row in figures["by_kind"].items()),
        ]
        for title, row in rows:
            shares = [row[key] for key in ("hit@1", "hit@3", "answered", "answered_right", "abstained")]
            lines.append(
                f"{title:12}{row['n']:>6}"
                + "".join(f"{_percent(s):>{w}}" for s, w in zip(shares, (8, 8, 10, 8, 8), strict=True))
            )
    lines.append(
        f"\n{'':12}{'false answers':>14}{'labels':>9}{'urgent':>9}{'alarms':>9}{'language':>10}{'p50 ms':>9}{'p95 ms':>9}"
    )
    for name, figures in summary.items():
        urgent = figures["urgent"]
        lines.append(
            f"{name:12}{_percent(figures['out_of_scope']['false_answers']):>14}{_percent(figures['labels']['accuracy']):>9}"
            f"{_percent(urgent['recall']):>9}{_percent(urgent['false_alarms']):>9}{_percent(figures['reply_language']):>10}"
            f"{figures['p50_ms'] or '':>9}{figures['p95_ms'] or '':>9}"
        )
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.1f}"
