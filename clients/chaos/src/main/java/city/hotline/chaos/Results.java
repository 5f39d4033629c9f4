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

/** A file of runs, one line of JSON each, to which every further run adds. */
public final class Results {
  private static final Pattern LINE =
      Pattern.compile(
          "\"fault\":\"([^\"]+)\".*\"faults\":(\\d+),\"hits\":(\\d+).*\"violations\":(\\d+)");

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
            "{\"fault\":\"%s\",\"nodes\":%d,\"class\":\"%s\",\"seed\":%d,\"faults\":%d,\"hits\":%d,"
                + "\"commands\":%d,\"refusals\":%d,\"records\":%d,\"violations\":%d,\"seconds\":%d,"
                + "\"commit\":\"%s\",\"date\":\"%s\",\"machine\":\"%s\"}%n",
            plan.faultName(),
            plan.nodes(),
            plan.durability() == null ? "default" : plan.durability(),
            plan.seed(),
            result.faults(),
            result.hits(),
            result.commands(),
            result.refusals(),
            result.records(),
            result.violations(),
            result.seconds(),
            commit,
            Instant.now().toString(),
            machine);
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    Files.writeString(
        file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** All runs of the file, added up by fault, one line each. */
  public List<String> sums() throws IOException {
    Map<String, int[]> sums = new TreeMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      Matcher run = LINE.matcher(line);
      if (run.find()) {
        int[] sum = sums.computeIfAbsent(run.group(1), f -> new int[4]);
        sum[0]++;
        for (int i = 1; i < sum.length; i++) {
          sum[i] += Integer.parseInt(run.group(i + 1));
        }
      }
    }
    List<String> lines = new ArrayList<>();
    sums.forEach(
        (fault, sum) ->
            lines.add(
                String.format(
                    "%-12s %,d runs, %,d faults, %,d hits, %,d violations",
                    fault, sum[0], sum[1], sum[2], sum[3])));
    return lines;
  }
}
