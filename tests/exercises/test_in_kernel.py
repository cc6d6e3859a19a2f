"""In a real kernel: an endless loop ends, in the main thread and in a subshell, and the next cell runs."""

import tempfile
from pathlib import Path

import ipykernel
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

LOOP = """
from relu_notes.exercises import check_relu, feedback

feedback.TIME_LIMIT = 0.5

def relu(x):
    while True:
        try:
            x = x + 1
        except:
            print("not yet")

check_relu(relu)
"""


@pytest.fixture(scope="module")
def client():
    with tempfile.TemporaryDirectory() as folder:
        manager = KernelManager(
            kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
            connection_file=str(Path(folder, "kernel.json")),
        )
        manager.start_kernel(cwd=folder)
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=60)
            yield client
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def texts(client, message):
    """Send `message`, wait until the kernel is idle; the results and whatever it printed."""
    client.shell_channel.send(message)
    results, printed = [], ""
    while True:
        answer = client.get_iopub_msg(timeout=30)
        if answer["parent_header"].get("msg_id") != message["header"]["msg_id"]:
            continue
        content = answer["content"]
        if answer["msg_type"] == "execute_result":
            results.append(content["data"]["text/plain"])
        elif answer["msg_type"] == "stream":
            printed += content["text"]
        elif answer["msg_type"] == "status" and content["execution_state"] == "idle":
            return results, printed
        assert answer["msg_type"] != "error", content


def request(client, code):
    content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
    return client.session.msg("execute_request", content)


def in_a_subshell(client, message):
    ask = client.session.msg("create_subshell_request", {})
    client.control_channel.send(ask)
    while True:
        answer = client.get_control_msg(timeout=30)
        if answer["parent_header"].get("msg_id") == ask["header"]["msg_id"]:
            break
    message["header"]["subshell_id"] = answer["content"]["subshell_id"]
    return message


def told_and_gone_on(client, wrap):
    (told,), _ = texts(client, wrap(request(client, LOOP)))
    assert "was stopped" in told
    threads = "import threading; [t.name for t in threading.enumerate() if t.name.endswith('(run)')]"
    assert texts(client, request(client, threads)) == (["[]"], "")
    assert texts(client, request(client, "print(6 * 7)")) == ([], "42\n")


def test_in_the_main_thread(client):
    told_and_gone_on(client, lambda message: message)


@pytest.mark.skipif(ipykernel.version_info < (7,), reason="ipykernel 6 has no subshells")
def test_in_a_subshell_as_lab_uses_it(client):
    told_and_gone_on(client, lambda message: in_a_subshell(client, message))


LEAVES = """
from relu_notes.exercises import check_relu

kept = 6

def relu(x):
    {}
    return x

print(check_relu(relu))
"""


@pytest.mark.parametrize("call", ["quit()", "exit()", "get_ipython().ask_exit()", "import os; os._exit(1)", "input()"])
def test_an_answer_neither_ends_the_kernel_nor_opens_an_input_box(client, call):
    _, printed = texts(client, request(client, LEAVES.format(call)))
    assert "would end the kernel" in printed or "input() waits for a person; take the argument." in printed
    assert texts(client, request(client, "import time; time.sleep(0.3)")) == ([], "")
    assert texts(client, request(client, "print(kept * 7)")) == ([], "42\n")
