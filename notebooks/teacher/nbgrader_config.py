"""Settings of nbgrader for the exercises: copy this file into the folder of your course.

The blank must run to its end, so the stub in the place of a solution is a value, not an exception.
"""

c = get_config()  # noqa: F821 - nbgrader gives this file its `get_config`

c.ClearSolutions.code_stub = {"python": "...  # your answer, in the place of the dots"}
c.ClearSolutions.text_stub = "*Write your answer in the place of this line.*"
c.CourseDirectory.course_id = "relu_notes"
c.ExecutePreprocessor.timeout = 120
