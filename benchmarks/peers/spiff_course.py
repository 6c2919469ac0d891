"""SpiffWorkflow: the main path as BPMN, one manual task per step, in memory or through JSON.

`stored` restores the instance from JSON before each step and writes it after, as an application
must that answers one request at a time; the definition is part of that JSON, as its serialiser
does it. `kept` leaves the instance in memory.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from lxml import etree
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

from benchmarks.peers.line import serve

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
Values = list[dict[str, Any]]


def definition(steps: int) -> Any:
    """A process with so many manual tasks one after the other."""
    names = ["start", *(f"steg{number}" for number in range(steps)), "slut"]
    tasks = "".join(f'<manualTask id="{name}" name="{name}"/>' for name in names[1:-1])
    flows = "".join(
        f'<sequenceFlow id="f{place}" sourceRef="{one}" targetRef="{other}"/>'
        for place, (one, other) in enumerate(pairwise(names))
    )
    text = (
        f'<definitions xmlns="{MODEL}" targetNamespace="bench"><process id="vistelse" '
        f'isExecutable="true"><startEvent id="start"/>{tasks}<endEvent id="slut"/>{flows}'
        "</process></definitions>"
    )
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(text))
    return parser.get_spec("vistelse")


def started(spec: Any) -> BpmnWorkflow:
    """An instance that waits at its first step."""
    workflow = BpmnWorkflow(spec)
    workflow.do_engine_steps()
    return workflow


def step(workflow: BpmnWorkflow, values: dict[str, Any]) -> None:
    """Do the step that is ready, with its values."""
    task = workflow.get_next_task(state=TaskState.READY, manual=True)
    task.data[task.task_spec.name] = values
    task.run()
    workflow.do_engine_steps()


def kept(spec: Any, course: Values) -> None:
    """The whole path with the instance in memory."""
    workflow = started(spec)
    for values in course:
        step(workflow, values)
    assert workflow.completed


def stored(spec: Any, course: Values) -> None:
    """The whole path, through JSON before and after each step."""
    serializer = BpmnWorkflowSerializer()
    text = serializer.serialize_json(started(spec))
    for values in course:
        workflow = serializer.deserialize_json(text)
        step(workflow, values)
        text = serializer.serialize_json(workflow)
    assert workflow.completed


WAYS = {"kept": kept, "stored": stored}


class Engine:
    """Holds the definition, which is read before anything is timed."""

    def __init__(self) -> None:
        self._spec: Any = None

    def handle(self, question: dict[str, Any]) -> dict[str, Any]:
        """Read a definition of `steps` tasks, or play the `course` in the way asked for."""
        if "steps" in question:
            self._spec = definition(question["steps"])
        else:
            WAYS[question["way"]](self._spec, question["course"])
        return {}


if __name__ == "__main__":
    serve(Engine().handle)
