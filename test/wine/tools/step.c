/* Stands for the copy step: prints its words and ends as THAWLINE_STEP says. */
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **words) {
  for (int at = 1; at < count; at++) printf("[%s]\n", words[at]);
  return atoi(getenv("THAWLINE_STEP"));
}
