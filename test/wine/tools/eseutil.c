/* Ends with what Jet calls the error, by the files themselves: one that begins with BAD is damaged. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

static int end(int code) {
  if (code == 0) printf("Operation completed successfully in 0.16 seconds.\n\n");
  else printf("Operation terminated with error %d after 0.16 seconds.\n\n", code);
  return code;
}

/* 0 where it is sound. */
static int read(const char *path, int damaged) {
  char head[3];
  FILE *file = fopen(path, "rb");
  size_t bytes;
  if (file == NULL) return -1811;
  bytes = fread(head, 1, sizeof head, file);
  fclose(file);
  return bytes == sizeof head && memcmp(head, "BAD", sizeof head) == 0 ? damaged : 0;
}

int main(int count, char **words) {
  char pattern[64];
  WIN32_FIND_DATAA found;
  HANDLE search;
  int code = 0;
  if (count != 3) return -1;
  printf("Extensible Storage Engine Utilities for Microsoft(R) Exchange Server\n\n");
  if (strcmp(words[1], "/k") != 0 && strcmp(words[1], "/ml") != 0) return end(read(words[2], 0));
  if (strlen(words[2]) != 3) return end(read(words[2], -1206));
  /* Three letters are those of a stream of logs in this folder. */
  snprintf(pattern, sizeof pattern, "%s*.log", words[2]);
  search = FindFirstFileA(pattern, &found);
  if (search == INVALID_HANDLE_VALUE) return end(-1811);
  do {
    code = read(found.cFileName, -501);
    printf("      Log file: %s%s\n", found.cFileName, code == 0 ? " - OK" : "");
  } while (code == 0 && FindNextFileA(search, &found));
  FindClose(search);
  return end(code);
}
