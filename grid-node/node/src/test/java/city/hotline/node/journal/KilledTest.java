package city.hotline.node.journal;

import static city.hotline.node.journal.Entries.CHAOYANG;
import static city.hotline.node.journal.Entries.record;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.node.journal.JournalOptions.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process killed with -9 while it appends leaves all it reported as appended. */
class KilledTest {

  private static final int KILLS = 2;
  private static final int REPORTS = 5_000;

  @TempDir Path folder;

  /** Appends for ever, and reports each place once it is appended. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      JournalOptions options =
          JournalOptions.of(Path.of(args[0]), "0a0b0c0d").with(Kind.valueOf(args[1]));
      try (Journal journal = Journal.open(options)) {
        long place = journal.replay((at, entry, encoded) -> {}).lastPlace();
        while (true) {
          if (journal.hasRoom(1000)) {
            place = journal.append(record(CHAOYANG, 1, place + 1));
            System.out.println(place);
          }
        }
      }
    }
  }

  private long killWhileAppending(Kind kind) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> !a.startsWith("-javaagent") && !a.startsWith("-agentlib"))
        .forEach(command::add);
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Child.class.getName(), folder.toString(), kind.name()));
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    long last = 0;
    try (BufferedReader out = child.inputReader(StandardCharsets.US_ASCII)) {
      int reports = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line.matches("\\d+") ? Long.parseLong(line) : last;
        if (++reports == REPORTS) {
          child.toHandle().destroyForcibly();
        }
      }
    } finally {
      child.destroyForcibly();
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    return last;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void losesNothingThatWasReportedAppended(Kind kind) throws Exception {
    long lastPlace = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long reported = killWhileAppending(kind);
      assertThat(reported).as("reported by the child").isGreaterThan(lastPlace + REPORTS / 2);
      List<Long> sequences = new ArrayList<>();
      try (Journal journal = Journal.open(JournalOptions.of(folder, "0a0b0c0d").with(kind))) {
        ReplayReport report =
            journal.replay(
                (place, entry, encoded) -> sequences.add(entry.getRecord().getSequence()));
        lastPlace = report.lastPlace();
        assertThat(report.rebooted()).isFalse();
      }
      assertThat(lastPlace).isGreaterThanOrEqualTo(reported);
      for (int i = 0; i < sequences.size(); i++) {
        assertThat(sequences.get(i)).isEqualTo(i + 1);
      }
    }
    StringBuilder said = new StringBuilder();
    assertThat(JournalTool.verify(folder, said)).as(said.toString()).isTrue();
  }
}
