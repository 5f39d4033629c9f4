package city.hotline.cli;

import city.hotline.node.citizen.KeyBackup;
import city.hotline.node.journal.JournalBackup;
import city.hotline.node.journal.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a backup back into a new data folder. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Bring a backup back into a new data folder; checks every file. Start the node afterwards.",
      "The node has no vote until './hotline voters remove ID' and 'add ID', as it may have"
          + " promised",
      "more since. --whole-grid keeps the vote: only when ALL nodes start from backups, or one"
          + " alone",
      "was the grid. What was acknowledged after the backups is then lost. A key of a citizen that"
          + " any",
      "member, this backup or one of --erased calls destroyed stays so."
    })
final class RestoreCommand implements Callable<Integer> {

  @Option(names = "--data", required = true, description = "A new or empty data folder.")
  private Path data = Path.of("data");

  @Option(names = "--whole-grid", description = "All nodes of the grid start from backups.")
  private boolean wholeGrid;

  @Option(
      names = "--erased",
      paramLabel = "DIR",
      description =
          "A newer backup: keys of citizens that it calls destroyed are not brought back.")
  private List<Path> erased = List.of();

  @Parameters(paramLabel = "DIR", description = "What 'backup' made.")
  private Path backup = Path.of("backup");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      long bytes = JournalBackup.restore(backup, data, wholeGrid);
      KeyBackup.Counts keys = KeyBackup.restore(backup, erased, data);
      Objects.requireNonNull(spec, "picocli sets it")
          .commandLine()
          .getOut()
          .printf(
              "Restored %d bytes to %s, %s; keys of citizens: %d, destroyed: %d.%n",
              bytes,
              data,
              wholeGrid ? "with its vote" : "without a vote",
              keys.keys(),
              keys.destroyed());
      return 0;
    } catch (JournalException | IllegalStateException e) {
      throw new Failures.CommandFailed(1, String.valueOf(e.getMessage()));
    }
  }
}
