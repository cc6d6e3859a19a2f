"""The values for Zero to JupyterHub use keys that its chart documents, and say what the guide says."""

import fnmatch
import re
from pathlib import Path

import yaml
from jupyter_client.manager import KernelManager

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
GUIDE = (NOTEBOOKS / "teacher" / "guide.md").read_text(encoding="utf-8")
VALUES = yaml.safe_load((NOTEBOOKS / "teacher" / "values.yaml").read_text(encoding="utf-8"))

#: From the chart's jupyterhub/values.schema.yaml at commit 02dd73d: it refuses every other key.
DOCUMENTED = {
    "singleuser": {
        "image": {"name": str, "tag": str},
        "cmd": list,
        "defaultUrl": str,
        "startTimeout": int,
        "memory": {"guarantee": str, "limit": str},
        "cpu": {"guarantee": (int, float), "limit": (int, float)},
        "storage": {"capacity": str},
        "lifecycleHooks": {"postStart": dict},
    },
    "scheduling": {"podPriority": {"enabled": bool}, "userPlaceholder": {"enabled": bool, "replicas": int}},
    "prePuller": {"continuous": {"enabled": bool}},
    "cull": {"enabled": bool, "timeout": int},
}


def undocumented(values, allowed, place=""):
    for key, value in values.items():
        if key not in allowed:
            yield place + key
        elif isinstance(allowed[key], dict):
            yield from undocumented(value, allowed[key], f"{place}{key}.")
        elif not isinstance(value, allowed[key]):
            yield f"{place}{key}: {value!r}"


def test_the_chart_knows_every_key():
    assert list(undocumented(VALUES, DOCUMENTED)) == []
    assert list(undocumented({"cull": {"timeout": "1 h", "after": 1}}, DOCUMENTED)) == [
        "cull.timeout: '1 h'",
        "cull.after",
    ]


def test_the_options_of_the_server_are_there():
    program, *options = VALUES["singleuser"]["cmd"]
    assert program == "jupyterhub-singleuser"
    for option in options:
        trait, value = re.fullmatch(r"--KernelManager\.(\w+)=(\w+)", option).groups()
        assert KernelManager.class_traits(config=True)[trait].validate(None, value) == value


def test_a_student_gets_the_lessons_and_no_solutions():
    command = VALUES["singleuser"]["lifecycleHooks"]["postStart"]["exec"]["command"]
    assert command[:2] == ["sh", "-c"]
    pattern = re.search(r"/srv/relu_notes/(\S+) /home/jovyan/", command[2])[1]
    assert "--target-repo-dir /srv/relu_notes" in GUIDE
    assert "rm -r class/notebooks/teacher" in GUIDE
    root = NOTEBOOKS.parent
    copied = [path.name for path in root.rglob("*.ipynb") if fnmatch.fnmatch(str(path.relative_to(root)), pattern)]
    opened = VALUES["singleuser"]["defaultUrl"].rpartition("/")[2]
    assert opened in copied


def test_the_sizes_are_the_guide_s():
    memory, cpu = VALUES["singleuser"]["memory"], VALUES["singleuser"]["cpu"]
    told = f"{memory['guarantee']} to {memory['limit']} of memory and {cpu['guarantee']} to {cpu['limit']} cores"
    assert told in GUIDE
    measured = int(re.search(r"memory per student, server, kernel and a share of the hub \| (\d+) MB", GUIDE)[1])
    assert 2 * measured <= int(memory["guarantee"].removesuffix("M"))
