package city.hotline.cli;

import city.hotline.node.journal.JournalException;
import city.hotline.node.journal.JournalTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks into a node's journal while the node is stopped. */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    description = "Verify or dump a journal.",
    subcommands = {JournalCommand.Verify.class, JournalCommand.Dump.class})
final class JournalCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec, "picocli sets it").commandLine(), "Say verify or dump.");
  }

  /** Checks every record. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Check every record of a journal.")
  static final class Verify implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "Data folder of a node.")
    private Path data = Path.of("data");

    @Override
    public Integer call() throws IOException {
      try {
        return JournalTool.verify(data, System.out) ? 0 : 1;
      } catch (JournalException e) {
        throw new Failures.CommandFailed(1, String.valueOf(e.getMessage()));
      }
    }
  }

  /** Prints every record. */
  @Command(
      name = "dump",
      mixinStandardHelpOptions = true,
      description = {
        "Print every record of a journal as JSON lines, citizens covered; a docket's snapshot with",
        "its open and closed orders, unless it was written in parts."
      })
  static final class Dump implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "Data folder of a node.")
    private Path data = Path.of("data");

    @Override
    public Integer call() throws IOException {
      try {
        JournalTool.dump(data, System.out);
        return 0;
      } catch (JournalException e) {
        throw new Failures.CommandFailed(1, String.valueOf(e.getMessage()));
      }
    }
  }
}
