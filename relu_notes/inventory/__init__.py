"""Ten concepts asked before and after the lessons, and what a class gained between the two."""
