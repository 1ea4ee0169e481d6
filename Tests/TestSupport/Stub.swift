// The support of all test targets; see the other files.
