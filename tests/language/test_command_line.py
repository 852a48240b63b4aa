import io
import json

import pytest

from language.__main__ import main


@pytest.fixture
def questions(tmp_path):
    def write(*lines):
        path = tmp_path / "questions.jsonl"
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return str(path)

    return write


def test_each_line_gets_a_line_in_the_same_order(questions, capsys):
    texts = ["Wo ist die Schule?", "سلام، خوبی؟\nممنون", "12", "\ud83d"]

    code = main(["detect", questions(*(json.dumps({"text": text, "id": 1}) for text in texts))])

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 0
    assert [line["text"] for line in lines] == texts
    assert [line["pred"] for line in lines] == ["de", "fa", "none", "none"]
    assert [line["us"] for line in lines] == [True, True, False, False]
    assert all(list(line) == ["text", "pred", "conf", "us"] for line in lines)


@pytest.mark.parametrize("bad", ["{", "[]", '"a"', "{}", '{"text": 5}', "", "1"])
def test_bad_line_is_named_and_nothing_is_printed(questions, capsys, bad):
    code = main(["detect", questions('{"text": "hi"}', bad)])

    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert "line 2" in err


def test_missing_file_is_named(capsys):
    assert main(["detect", "/no/such/file.jsonl"]) == 2
    assert "/no/such/file.jsonl" in capsys.readouterr().err


def test_dash_reads_the_standard_input(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO('{"text": "شكرا"}'.encode())))

    assert main(["detect", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["pred"] == "ar"


def test_empty_file_gives_no_lines(questions, capsys):
    assert (main(["detect", questions()]), capsys.readouterr().out) == (0, "")
