package city.hotline.cli;

import city.hotline.node.citizen.KeyBackup;
import city.hotline.node.journal.JournalBackup;
import city.hotline.node.journal.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies what a stopped node has. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Copy the journal of a stopped node, with checksums. The others serve meanwhile.",
      "Back up a majority of the nodes: together they have everything that was acknowledged.",
      "The keys of citizens stay where they are; which of them are destroyed is copied. Without"
          + " keys",
      "a grid that is restored shows no citizen, unless a node brings them: see --with-keys."
    })
final class BackupCommand implements Callable<Integer> {

  @Option(names = "--data", required = true, description = "Data folder of a node.")
  private Path data = Path.of("data");

  @Option(
      names = "--with-keys",
      description = {
        "Copy the keys of citizens, too, encrypted with the grid's secret. Whoever has such a"
            + " backup",
        "and the secret can read every citizen; delete it when it is older than you may keep them."
      })
  private boolean withKeys;

  @Parameters(paramLabel = "DIR", description = "A new or empty folder for the copy.")
  private Path target = Path.of("backup");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      long bytes = JournalBackup.backup(data, target);
      KeyBackup.Counts keys = KeyBackup.backup(data, target, withKeys);
      Objects.requireNonNull(spec, "picocli sets it")
          .commandLine()
          .getOut()
          .printf(
              "Copied %d bytes of %s to %s; keys of citizens: %d, destroyed: %d.%n",
              bytes, data, target, keys.keys(), keys.destroyed());
      return 0;
    } catch (JournalException | IllegalStateException e) {
      throw new Failures.CommandFailed(1, String.valueOf(e.getMessage()));
    }
  }
}
