"""Each flaw that relu_notes.hygiene knows is found, and a clean notebook has none."""

import copy

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from relu_notes.hygiene import WIDGET_VIEW, flaws


def clean_notebook():
    text = new_output("stream", name="stdout", text="2\n")
    picture = new_output(
        "execute_result", execution_count=2, data={"text/plain": "a line at /2", "image/png": "0xabcdef/tmp/"}
    )
    return new_notebook(
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        },
        cells=[
            new_markdown_cell("# Title", id="title"),
            new_code_cell("print(1 + 1)", id="sum", execution_count=1, outputs=[text]),
            new_code_cell("figure", id="figure", execution_count=2, outputs=[picture]),
        ],
    )


def test_a_clean_notebook_has_no_flaw():
    assert list(flaws(clean_notebook())) == []


def put_source(text):
    return lambda notebook: notebook.cells[1].update(source=text)


def put_output(**changes):
    return lambda notebook: notebook.cells[1].outputs[0].update(**changes)


FLAWED = {
    "another kernel": (lambda n: n.metadata.kernelspec.update(name="julia"), "the kernelspec is not python3"),
    "no kernel": (lambda n: n.metadata.pop("kernelspec"), "the kernelspec is not python3"),
    "language version": (lambda n: n.metadata.language_info.update(version="3.11.7"), "hold a language version"),
    "widget state": (lambda n: n.metadata.update(widgets={}), "hold widget state"),
    "no title": (lambda n: n.cells.pop(0), "the first cell is not a title"),
    "small title": (lambda n: n.cells[0].update(source="## Title"), "the first cell is not a title"),
    "empty file": (lambda n: n.cells.clear(), "the first cell is not a title"),
    "same id": (lambda n: n.cells[1].update(id="title"), "cells have no id, or share one"),
    "no id": (lambda n: n.cells[1].pop("id"), "cells have no id, or share one"),
    "not run": (lambda n: n.cells[1].update(execution_count=None), "execution counts are [None, 2], not 1 to 2"),
    "run twice": (lambda n: n.cells[2].update(execution_count=3), "execution counts are [1, 3], not 1 to 2"),
    "empty cell": (put_source(" \n"), "cell 2 is empty"),
    "shell": (put_source("!pip install numpy"), "cell 2 holds a shell escape or a magic"),
    "magic": (put_source("%matplotlib inline"), "cell 2 holds a shell escape or a magic"),
    "help": (put_source("relu?"), "cell 2 holds a shell escape or a magic"),
    "sys.path": (put_source("sys.path.insert(0, '..')"), "cell 2 holds a change of sys.path"),
    "global seed": (put_source("np.random.seed(0)"), "cell 2 holds a global seed"),
    "semicolon": (put_source("figure; "), "cell 2 holds a `;` at its end"),
    "called by hand": (put_source("get_ipython().system('ls')"), "cell 2 holds a shell escape or a magic"),
    "cell magic": (put_source("%%time\n1 + 1"), "cell 2 holds a shell escape or a magic"),
    "assigned magic": (put_source("files = !ls"), "cell 2 holds a shell escape or a magic"),
    "sys.path by name": (put_source("from sys import path\npath.append('..')"), "cell 2 holds a change of sys.path"),
    "semicolon before a comment": (put_source("figure;  # hidden"), "cell 2 holds a `;` at its end"),
    "path in source": (put_source("open('/tmp/x')"), "cell 2 holds an absolute path"),
    "Windows path": (put_source(r"open('C:\Users')"), "cell 2 holds an absolute path"),
    "Windows path, doubled": (put_source(r'open("C:\\Users\\ada\\x")'), "cell 2 holds an absolute path"),
    "Windows path in output": (put_output(text=r"'C:\\Users\\ada'"), "cell 2 shows an absolute path"),
    "local address": (put_output(text="file:///home/ada/x"), "cell 2 shows an absolute path, /home/ada/x"),
    "path object": (put_output(text="PosixPath('/tmp/x')"), "cell 2 shows an absolute path, /tmp/x"),
    "magic in a loop": (put_source("for i in x:\n    %time f()"), "cell 2 holds a shell escape or a magic"),
    "seed with blanks": (put_source("np.random.seed( 0 )"), "cell 2 holds a global seed"),
    "path in output": (put_output(text="see /home/ada/x\n"), "cell 2 shows an absolute path, /home/ada/x"),
    "address": (put_output(text="<f at 0x7f00aa11bb22>"), "cell 2 shows a memory address, at 0x7f00aa11bb22"),
    "traceback's path": (put_output(text='  File "/usr/lib/x.py", line 3'), "shows an absolute path, /usr/lib/x.py"),
    "stderr": (put_output(name="stderr", text="w: x\n"), "cell 2 stores a line on stderr: w: x"),
    "error": (
        lambda n: n.cells[1].update(outputs=[new_output("error", ename="KeyError", evalue="", traceback=[])]),
        "cell 2 stores an error: KeyError",
    ),
    "widget id": (
        lambda n: n.cells[2].outputs[0].data.update({WIDGET_VIEW: {"model_id": "ab"}}),
        "cell 3 stores a widget's id",
    ),
    "silent picture": (
        lambda n: n.cells[2].outputs[0].data.pop("text/plain"),
        "cell 3 stores a picture without text",
    ),
}


@pytest.mark.parametrize("name", FLAWED)
def test_a_flaw_is_named(name):
    spoil, expected = FLAWED[name]
    notebook = copy.deepcopy(clean_notebook())
    spoil(notebook)
    found = list(flaws(notebook))
    assert any(expected in flaw for flaw in found), found


@pytest.mark.parametrize(
    "source",
    [
        "# What does relu do with -2?",
        "x = 1  # why?\n# !important\n# 100 %",
        'text = """\n%matplotlib inline\n!ls\nwhat?\n"""',
        "print('get_ipython() and sys.path and random.seed(0)')",
        "7 \\\n% 3",
        "(7\n% 3)",
        "a = 1; b = 2\na + b",
        "'x;'",
        "# see /home/ada",
        "0xdeadbeef",
        "link = 'https://arxiv.org/abs/1502.01852'  # file:///home/ada",
        "print(f'{x!r}: {0.5:.0%}', '%d%%' % 50)  # why; and how?",
        'class A:\n    """What is this? See /opt/x, !ls, x?."""',
        "print(';')  # ;",
        "def half(:",
    ],
)
def test_ordinary_teaching_code_has_no_flaw(source):
    notebook = clean_notebook()
    notebook.cells[1].source = source
    assert list(flaws(notebook)) == []


@pytest.mark.parametrize(
    "text",
    [
        "0xdeadbeef = 3735928559",
        r"$A:\mathbb{R} \to B$",
        "1/2/tmp and home/user",
        "https://a.org/home/ada",
        "p = 0x7ffe12",
    ],
)
def test_ordinary_results_have_no_flaw(text):
    notebook = clean_notebook()
    notebook.cells[1].outputs[0].text = text
    assert list(flaws(notebook)) == []


def test_an_error_that_is_meant_is_no_flaw():
    notebook = clean_notebook()
    notebook.cells[1].outputs = [new_output("error", ename="KeyError", evalue="", traceback=[])]
    notebook.cells[1].metadata["tags"] = ["raises-exception"]
    assert list(flaws(notebook)) == []
