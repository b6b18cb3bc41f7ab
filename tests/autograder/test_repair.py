"""Damaged submissions: whatever was done to the test cells, each stands there once, as in the
source, behind the answer it grades."""

from copy import deepcopy

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode

from autograder.repair import repair
from autograder.sample import Classroom
from autograder.source import nbgrader_metadata


def ids(notebook: NotebookNode) -> list[object]:
    return [nbgrader_metadata(cell).get("grade_id") for cell in notebook.cells]


def index(notebook: NotebookNode, grade_id: str) -> int:
    return ids(notebook).index(grade_id)


def mend(room: Classroom, notebook: NotebookNode) -> list[str]:
    notes = repair(notebook, room.released, room.judged)
    for name in room.judged.exercises:
        assert ids(notebook).count(name) == 1
        cell = notebook.cells[index(notebook, name)]
        assert (cell.cell_type, cell.source) == ("code", f"check.{_call(room, name)}")
        assert cell.outputs == []
        answer = f"{name}-answer"
        if answer in ids(notebook):
            assert index(notebook, name) > index(notebook, answer)
    return notes


def _call(room: Classroom, name: str) -> str:
    cell = room.released.cells[index(room.released, name)]
    return cell.source.removeprefix("check.")


def test_a_sound_notebook_is_left_alone(room: Classroom) -> None:
    notebook = room.fill(room.solutions)
    before = [cell.source for cell in notebook.cells]
    assert mend(room, notebook) == []
    assert [cell.source for cell in notebook.cells] == before


def test_a_deleted_test_cell_comes_back_behind_its_answer(room: Classroom) -> None:
    notebook = room.fill(room.solutions)
    del notebook.cells[index(notebook, "relu_forward")]
    assert mend(room, notebook) == ["test cell relu_forward was missing and has been put back"]
    assert index(notebook, "relu_forward") == index(notebook, "relu_forward-answer") + 1


def test_a_doubled_test_cell_is_kept_once(room: Classroom) -> None:
    notebook = room.fill(room.solutions)
    notebook.cells.append(deepcopy(notebook.cells[index(notebook, "ReLU")]))
    assert mend(room, notebook) == ["test cell ReLU stood there 2 times; one was kept"]


def test_an_edited_or_retyped_test_cell_is_the_source_s_again(room: Classroom) -> None:
    notebook = room.fill(room.solutions)
    notebook.cells[index(notebook, "elu_forward")].source = "2.0"
    place = index(notebook, "elu_backward")
    old = notebook.cells[place]
    notebook.cells[place] = nbformat.v4.new_markdown_cell("text", metadata=old.metadata)
    assert mend(room, notebook) == [
        "test cell elu_forward had been edited",
        "test cell elu_backward had become a markdown cell",
    ]


def test_a_test_cell_moved_before_its_answer_is_moved_back(room: Classroom) -> None:
    notebook = room.fill(room.solutions)
    notebook.cells.insert(0, notebook.cells.pop(index(notebook, "tanh_backward")))
    said = mend(room, notebook)
    assert said == ["test cell tanh_backward stood before its answer and has been moved behind it"]


def test_a_test_cell_without_metadata_is_known_by_its_text(room: Classroom) -> None:
    notebook = room.fill(room.solutions)
    del notebook.cells[index(notebook, "dead_fraction")].metadata["nbgrader"]
    assert mend(room, notebook) == []


def test_an_answer_in_a_cell_of_the_learner_s_own_is_found_by_its_definition(
    room: Classroom,
) -> None:
    notebook = room.fill(room.solutions)
    answer = notebook.cells[index(notebook, "maxout_forward-answer")]
    del answer.metadata["nbgrader"]
    del notebook.cells[index(notebook, "maxout_forward")]
    mend(room, notebook)
    assert notebook.cells[index(notebook, "maxout_forward") - 1].source == answer.source


def test_points_changed_in_the_submission_are_the_source_s_again(room: Classroom) -> None:
    notebook = room.fill(room.solutions)
    notebook.cells[index(notebook, "ReLU")].metadata.nbgrader.points = 1000
    mend(room, notebook)
    points = notebook.cells[index(notebook, "ReLU")].metadata.nbgrader.points
    assert points == room.judged.points["ReLU"]


def test_a_deleted_cell_graded_by_hand_comes_back_as_it_was_released(room: Classroom) -> None:
    notebook = room.fill(room.solutions)
    del notebook.cells[index(notebook, "challenge")]
    notes = mend(room, notebook)
    assert notes == ["cell challenge, graded by hand, was missing and has been put back"]
    restored = notebook.cells[index(notebook, "challenge")]
    assert restored.source == room.released.cells[index(room.released, "challenge")].source


def test_an_answer_by_hand_that_lost_its_metadata_is_found_again(room: Classroom) -> None:
    notebook = room.fill({**room.solutions, "challenge": "I measured SiLU."})
    for cell in notebook.cells:
        cell.metadata = nbformat.NotebookNode()
    notes = mend(room, notebook)
    assert "cell challenge, graded by hand, had lost its metadata and was found again" in notes
    assert notebook.cells[index(notebook, "challenge")].source == "I measured SiLU."


def test_a_definition_below_its_untouched_stub_is_the_one_that_is_judged(room: Classroom) -> None:
    notebook = room.fill({})
    notebook.cells.append(nbformat.v4.new_code_cell(room.solutions["relu_forward"]))
    mend(room, notebook)
    assert index(notebook, "relu_forward") == len(notebook.cells) - 1


@pytest.mark.parametrize("metadata", ["nonsense", [], {"grade_id": 3}, {"grade_id": "unknown"}])
def test_broken_metadata_is_dropped(room: Classroom, metadata: object) -> None:
    notebook = room.fill(room.solutions)
    notebook.cells[3].metadata["nbgrader"] = metadata
    mend(room, notebook)
    assert all(isinstance(each, str | None) for each in ids(notebook))


@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_any_shuffling_deleting_and_doubling_of_cells_is_repaired(
    room: Classroom, data: st.DataObject
) -> None:
    notebook = room.fill(room.solutions)
    kept = data.draw(
        st.lists(st.integers(0, len(notebook.cells) - 1), max_size=2 * len(notebook.cells))
    )
    notebook.cells = [deepcopy(notebook.cells[each]) for each in kept]
    repair(notebook, room.released, room.judged)
    for name in room.judged.exercises:
        assert ids(notebook).count(name) == 1
