/* Copies the named files of one folder, and fails as THAWLINE_ROBOCOPY says: "9 E0000000002.log" leaves that file out and
   ends with 9, "16" copies nothing, "hang DB01.edb" stays at that file until it is ended. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

static int total, copied, failed;

static int copy(const char *from, const char *to, const char *name, const char *fault, const char *victim) {
  char source[1024], target[1024];
  snprintf(source, sizeof source, "%s\\%s", from, name);
  snprintf(target, sizeof target, "%s\\%s", to, name);
  total++;
  if (victim != NULL && strcmp(victim, name) == 0) {
    if (strcmp(fault, "hang") == 0) {
      printf("\t    New File  \t\t    4096\t%s\n", name);
      fflush(stdout);
      Sleep(60000);
      return 16;
    }
    printf("2026/03/01 21:31:00 ERROR 112 (0x00000070) Copying File %s\n"
           "There is not enough space on the disk.\n\n", source);
    failed++;
    return atoi(fault);
  }
  if (!CopyFileA(source, target, TRUE)) {
    printf("2026/03/01 21:31:00 ERROR %lu (0x%08lX) Copying File %s\n", GetLastError(), GetLastError(), source);
    failed++;
    return 8;
  }
  copied++;
  return 1;
}

int main(int count, char **words) {
  char fault[256] = "", *victim;
  int code = 0, at;
  if (getenv("THAWLINE_ROBOCOPY") != NULL) snprintf(fault, sizeof fault, "%s", getenv("THAWLINE_ROBOCOPY"));
  victim = strchr(fault, ' ');
  if (victim != NULL) *victim++ = 0;
  if (count < 3 || strcmp(fault, "16") == 0) {
    printf("ERROR : You do not have the Manage Auditing user right.\n");
    return 16;
  }
  for (at = 3; at < count; at++) {
    char pattern[1024];
    WIN32_FIND_DATAA found;
    HANDLE search;
    if (words[at][0] == '/') continue;
    snprintf(pattern, sizeof pattern, "%s\\%s", words[1], words[at]);
    search = FindFirstFileA(pattern, &found);
    if (search == INVALID_HANDLE_VALUE) continue;
    do code |= copy(words[1], words[2], found.cFileName, fault, victim);
    while (FindNextFileA(search, &found));
    FindClose(search);
  }
  printf("               Total    Copied   Skipped  Mismatch    FAILED    Extras\n"
         "    Dirs :         1         0         1         0         0         0\n"
         "   Files : %9d %9d         0         0 %9d         0\n", total, copied, failed);
  return code;
}
