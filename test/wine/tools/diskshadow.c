/* Runs a script of Diskshadow as far as public transcripts tell how it does, on a server that is described in the folder
   of THAWLINE_SERVER:
     volumes.txt     name of a volume, blank, Unix folder that holds what is on it
     components.txt  Writer:\path, one a line
   It keeps a file <id>.shadow for each shadow copy, and tells in events.txt what Exchange's writer would hear. Letters are
   links in Wine's folder of drives, THAWLINE_DRIVES. A shadow copy shows the volume as it is. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

enum { LINE = 2048, MOST = 16 };
static char excluded[MOST][LINE], volumes[MOST][LINE], aliases[MOST][LINE], ids[MOST][64];
static int exclusions, shadows, session;

static char *at_server(const char *name) {
  static char path[LINE];
  snprintf(path, sizeof path, "%s\\%s", getenv("THAWLINE_SERVER"), name);
  return path;
}

static void tell(const char *event, const char *what) {
  FILE *file = fopen(at_server("events.txt"), "ab");
  fprintf(file, "%s%s\n", event, what);
  fclose(file);
}

static int lines_of(const char *name, char lines[][LINE]) {
  FILE *file = fopen(at_server(name), "rb");
  int count = 0;
  while (file != NULL && count < MOST && fgets(lines[count], LINE, file) != NULL) {
    lines[count][strcspn(lines[count], "\r\n")] = 0;
    count++;
  }
  if (file != NULL) fclose(file);
  return count;
}

static int fail(const char *text) {
  printf("%s\n", text);
  return 0;
}

static int is_excluded(const char *component) {
  for (int at = 0; at < exclusions; at++)
    if (strcmp(excluded[at], component) == 0) return 1;
  return 0;
}

/* Starts a program of Unix and waits until the letter is there, or gone. */
static int drive(char letter, const char *folder) {
  char command[LINE], root[] = {letter, ':', '\\', 0};
  STARTUPINFOA start = {sizeof start};
  PROCESS_INFORMATION process;
  const char *drives = getenv("THAWLINE_DRIVES");
  if (folder != NULL) snprintf(command, sizeof command, "Z:\\bin\\ln -sn %s %s/%c:", folder, drives, tolower(letter));
  else snprintf(command, sizeof command, "Z:\\bin\\rm -f %s/%c:", drives, tolower(letter));
  if (!CreateProcessA(NULL, command, NULL, NULL, FALSE, 0, NULL, NULL, &start, &process)) return 0;
  for (int tries = 0; tries < 500; tries++) {
    if ((GetFileAttributesA(root) != INVALID_FILE_ATTRIBUTES) == (folder != NULL)) return 1;
    Sleep(10);
  }
  return 0;
}

static int create(void) {
  char components[MOST][LINE], name[LINE];
  int count = lines_of("components.txt", components), at;
  for (at = 0; at < count; at++) {
    char *path = strchr(components[at], ':');
    if (is_excluded(components[at])) continue;
    printf("* Including writer \"%.*s\":\n\t+ Adding component: %s\n\n", (int)(path - components[at]),
           components[at], path + 1);
    if (session) tell("frozen ", path + 1);
  }
  for (at = 0; at < shadows; at++) {
    snprintf(ids[at], sizeof ids[at], "{5ad00000-0000-4000-8000-%08lx%04x}", GetTickCount(), at);
    snprintf(name, sizeof name, "%s.shadow", ids[at]);
    FILE *file = fopen(at_server(name), "wb");
    fprintf(file, "%s\n", volumes[at]);
    fclose(file);
    SetEnvironmentVariableA(aliases[at], ids[at]);
    printf("Alias %s for shadow ID %s set as environment variable.\n", aliases[at], ids[at]);
  }
  printf("\nNumber of shadow copies listed: %d\n", shadows);
  return 1;
}

static int expose(const char *id, char letter) {
  char known[MOST][LINE];
  int count = lines_of("volumes.txt", known);
  for (int at = 0; at < shadows; at++) {
    if (strcmp(ids[at], id) != 0) continue;
    for (int one = 0; one < count; one++) {
      size_t length = strlen(volumes[at]);
      if (strncmp(known[one], volumes[at], length) != 0) continue;
      if (!drive(letter, known[one] + length + 1)) break;
      char name[LINE];
      snprintf(name, sizeof name, "%s.shadow", id);
      FILE *file = fopen(at_server(name), "ab");
      fprintf(file, "%c\n", letter);
      fclose(file);
      printf("The shadow copy was successfully exposed as %c:\\.\n", letter);
      return 1;
    }
  }
  return fail("The last operation failed.");
}

static int delete(const char *id) {
  char name[LINE], lines[MOST][LINE];
  snprintf(name, sizeof name, "%s.shadow", id);
  int count = lines_of(name, lines);
  if (count == 0) return fail("The shadow copy was not found.");
  printf("Deleting shadow copy %s...\n", id);
  if (count > 1 && !drive(lines[1][0], NULL)) return 0;
  DeleteFileA(at_server(name));
  printf("\n1 shadow copy deleted.\n");
  return 1;
}

static int exec(const char *file) {
  char command[LINE];
  STARTUPINFOA start = {sizeof start};
  PROCESS_INFORMATION process;
  DWORD code = 1;
  snprintf(command, sizeof command, "cmd.exe /d /c %s", file);
  fflush(stdout);
  if (GetFileAttributesA(file) == INVALID_FILE_ATTRIBUTES) return fail("The script file name is not valid.");
  if (!CreateProcessA(NULL, command, NULL, NULL, TRUE, 0, NULL, NULL, &start, &process)) return 0;
  WaitForSingleObject(process.hProcess, INFINITE);
  GetExitCodeProcess(process.hProcess, &code);
  return code == 0;
}

static void resolve(const char *line, char *into) {
  const char *sign = strchr(line, '%'), *end = sign == NULL ? NULL : strchr(sign + 1, '%');
  char alias[LINE], value[LINE];
  strcpy(into, line);
  if (end == NULL) return;
  snprintf(alias, sizeof alias, "%.*s", (int)(end - sign - 1), sign + 1);
  if (GetEnvironmentVariableA(alias, value, sizeof value) == 0) return;
  printf("-> %%%s%% = %s\n", alias, value);
  snprintf(into, LINE, "%.*s%s%s", (int)(sign - line), line, value, end + 1);
}

static int run(const char *line) {
  char text[LINE], one[LINE], two[LINE];
  resolve(line, text);
  if (line[0] == '#' || line[0] == 0 || strncmp(line, "set ", 4) == 0) return 1;
  if (strcmp(line, "begin backup") == 0) return session = 1;
  if (strcmp(line, "create") == 0) return create();
  if (sscanf(text, "add volume %s alias %s", one, two) == 2) {
    strcpy(volumes[shadows], one);
    strcpy(aliases[shadows++], two);
    return 1;
  }
  if (sscanf(text, "writer exclude \"%[^\"]\"", one) == 1) return strcpy(excluded[exclusions++], one) != NULL;
  if (strncmp(text, "writer exclude {", 16) == 0) return 1;
  if (sscanf(text, "writer verify \"%[^\"]\"", one) == 1) {
    char known[MOST][LINE];
    for (int at = lines_of("components.txt", known) - 1; at >= 0; at--)
      if (strcmp(known[at], one) == 0 && !is_excluded(one)) return 1;
    return fail("The writer is not included.");
  }
  if (sscanf(text, "expose %s %s", one, two) == 2) return expose(one, two[0]);
  if (sscanf(text, "delete shadows id %s", one) == 1) return delete(one);
  if (strncmp(text, "exec ", 5) == 0) return exec(text + 5);
  if (strcmp(line, "end backup") == 0) {
    session = 0;
    tell("BackupComplete", "");
    return 1;
  }
  return fail("Unknown command.");
}

int main(int count, char **words) {
  char line[LINE];
  FILE *script = count == 3 && strcmp(words[1], "/s") == 0 ? fopen(words[2], "rb") : NULL;
  int good = script != NULL;
  printf("Microsoft DiskShadow version 1.0\nOn computer:  EX1\n\n");
  while (good && fgets(line, sizeof line, script) != NULL) {
    size_t length = strlen(line);
    /* Each line loses two letters, whether or not they are its end. */
    line[length >= 2 ? length - 2 : 0] = 0;
    printf("-> %s\n", line);
    if (strcmp(line, "exit") == 0) break;
    good = run(line);
    fflush(stdout);
  }
  if (session) tell("BackupShutdown", "");
  return good ? 0 : 1;
}
