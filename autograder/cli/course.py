"""Commands around a class's work: release before it, feedback and report after it."""

from autograder import pipeline, screen
from autograder.bundle import bundle
from autograder.cli.app import (
    Chapters,
    CourseFolder,
    Here,
    OneStudent,
    app,
    released,
    screen_out,
    told,
)
from autograder.course import Course
from autograder.errors import CourseError
from autograder.gradebook import require_release
from autograder.records import class_records
from autograder.release import answers_given_away
from autograder.release import release as release_chapter
from autograder.report.page import write_report
from autograder.report.summary import summarise


@app.command()
def release(chapters: Chapters = None, course: CourseFolder = Here) -> None:
    """Make release/ from source/, and the bundle that learners get."""
    with told():
        here = Course(course.resolve())
        for chapter in screen.progress(here.choose(chapters or ()), "Releasing"):
            path = release_chapter(here, chapter)
            screen_out.print(f"{chapter} → {path.relative_to(here.root)}", highlight=False)
            for earlier, names in answers_given_away(here, chapter).items():
                said = (
                    f"its earlier.py answers {', '.join(names)}: hand it out when {earlier} is due"
                )
                screen_out.print(f"  {said}", highlight=False)
        packed = bundle(here, here.root / "dist" / "learner-bundle.zip")
        screen_out.print(f"For learners: {packed.relative_to(here.root)}", highlight=False)


@app.command()
def feedback(
    chapters: Chapters = None, student: OneStudent = None, course: CourseFolder = Here
) -> None:
    """Write each learner's feedback page, as nbgrader does."""
    with told():
        here = Course(course.resolve())
        for chapter in screen.progress(released(here, chapters), "Writing feedback"):
            require_release(here, chapter)
            if not pipeline.feedback(here, chapter, student):
                raise CourseError(
                    f"{chapter}: nothing is graded yet. Run: python -m autograder grade {chapter}"
                )
        screen_out.print("Feedback is in feedback/<student>/<chapter>/", highlight=False)


@app.command()
def report(chapters: Chapters = None, course: CourseFolder = Here) -> None:
    """Write and show the summary of a class."""
    with told():
        here = Course(course.resolve())
        for chapter in released(here, chapters):
            require_release(here, chapter)
            summary = summarise(chapter, list(class_records(here, chapter)))
            screen.summary(screen_out, summary)
            path = write_report(summary, here.root / "report" / f"{chapter}.html")
            screen_out.print(f"The same as a page: {path.relative_to(here.root)}", highlight=False)
