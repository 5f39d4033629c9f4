package city.hotline.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A file of runs, one line of JSON each, to which every further run adds. */
public final class Results {
  private static final Pattern LINE =
      Pattern.compile(
          "\"fault\":\"([^\"]+)\".*\"faults\":(\\d+),\"hits\":(\\d+).*\"violations\":(\\d+)");
  private static final Pattern KILLS = Pattern.compile("\"kills\":(\\d+)");
  private static final Pattern KIND = Pattern.compile("\"([a-z-]+)\":\\[(\\d+),(\\d+)]");

  private final Path file;
  private final String commit;
  private final String machine;

  /**
   * Adds to a file.
   *
   * @param commit of what is tested
   * @param machine where
   */
  public Results(Path file, String commit, String machine) {
    this.file = file;
    this.commit = commit;
    this.machine = machine;
  }

  /** Adds a run. */
  public void add(RunPlan plan, RunResult result) throws IOException {
    String line =
        String.format(
            "{\"fault\":\"%s\",\"nodes\":%d,\"class\":\"%s\",\"seed\":%d,\"faults\":%d,\"hits\":%d,\"kills\":%d,"
                + "\"commands\":%d,\"refusals\":%d,\"records\":%d,\"violations\":%d,\"seconds\":%d,"
                + "\"kinds\":{%s},\"commit\":\"%s\",\"date\":\"%s\",\"machine\":\"%s\"}%n",
            plan.faultName(),
            plan.nodes(),
            plan.durability() == null ? "default" : plan.durability(),
            plan.seed(),
            result.faults(),
            result.hits(),
            result.kills(),
            result.commands(),
            result.refusals(),
            result.records(),
            result.violations(),
            result.seconds(),
            kinds(result),
            commit,
            Instant.now().toString(),
            machine);
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    Files.writeString(
        file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** What a mixed run staged, as "kill-one":[faults,hits]. */
  private static String kinds(RunResult result) {
    return result.staged().entrySet().stream()
        .map(
            e ->
                String.format(
                    "\"%s\":[%d,%d]",
                    e.getKey().text(), e.getValue().faults(), e.getValue().hits()))
        .collect(Collectors.joining(","));
  }

  /**
   * All runs of the file, added up: a line for each fault, then for each kind staged in them, then
   * how often a process was killed.
   */
  public List<String> sums() throws IOException {
    Map<String, int[]> runs = new TreeMap<>();
    Map<String, int[]> kinds = new TreeMap<>();
    int kills = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      Matcher run = LINE.matcher(line);
      if (run.find()) {
        add(runs, run.group(1), 1, run.group(2), run.group(3), run.group(4));
        kills += kills(line, run);
        Matcher kind = KIND.matcher(line);
        boolean found = false;
        for (; kind.find(); found = true) {
          add(kinds, kind.group(1), 0, kind.group(2), kind.group(3), "0");
        }
        if (!found) {
          add(kinds, run.group(1), 0, run.group(2), run.group(3), "0");
        }
      }
    }
    List<String> lines = new ArrayList<>();
    runs.forEach(
        (fault, sum) ->
            lines.add(
                String.format(
                    "%-12s %,d runs, %,d faults, %,d hits, %,d violations",
                    fault, sum[0], sum[1], sum[2], sum[3])));
    lines.add("By kind, whatever the run was:");
    kinds.forEach(
        (kind, sum) ->
            lines.add(String.format("%-12s %,d faults, %,d hits", kind, sum[1], sum[2])));
    lines.add(String.format("kill -9 in all: %,d", kills));
    return lines;
  }

  /** Older lines do not say it: there, what faults that do nothing else have hit. */
  private static int kills(String line, Matcher run) {
    Matcher said = KILLS.matcher(line);
    if (said.find()) {
      return Integer.parseInt(said.group(1));
    }
    boolean killing = run.group(1).startsWith("kill") || run.group(1).equals("power-cut");
    return killing ? Integer.parseInt(run.group(3)) : 0;
  }

  private static void add(Map<String, int[]> sums, String key, int runs, String... counts) {
    int[] sum = sums.computeIfAbsent(key, k -> new int[counts.length + 1]);
    sum[0] += runs;
    for (int i = 0; i < counts.length; i++) {
      sum[i + 1] += Integer.parseInt(counts[i]);
    }
  }
}
