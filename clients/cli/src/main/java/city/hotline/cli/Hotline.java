package city.hotline.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The one command. Exit codes: 0 done, 1 the run failed or the grid is not serving, 2 wrong usage.
 */
@Command(
    name = "hotline",
    mixinStandardHelpOptions = true,
    version = "Hotline Grid 0.1.0-SNAPSHOT",
    description = "The live-state grid of a city's service hotline.")
public final class Hotline implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    ProcessSettings.apply();
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Hotline());
  }

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec, "picocli sets it").commandLine(), "Say what to do.");
  }
}
