// Yardstick of a cold start: the least that a program does.
#include <stdio.h>

int main(void) { return puts("hello") < 0; }
