"""Practice: made-up patients in rooms of their own, where the script plays the other parties."""
