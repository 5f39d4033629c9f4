package city.hotline.cli;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
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
    description = "The live-state grid of a city's service hotline.",
    subcommands = {
      UpCommand.class,
      NodeCommand.class,
      StatusCommand.class,
      CityCommand.class,
      SeatCommand.class,
      CallCommand.class,
      SwitchCommand.class,
      GatewayCommand.class,
      WebhookCommand.class,
      WatchCommand.class,
      OrderCommand.class,
      RatesCommand.class,
      RescoreCommand.class,
      FollowUpCommand.class,
      CitizenCommand.class,
      TopCommand.class,
      FloorCommand.class,
      DayCommand.class,
      QueueCommand.class,
      LendCommand.class,
      AcknowledgeCommand.class,
      DirectoryCommand.class,
      VotersCommand.class,
      ResizeCommand.class,
      JournalCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      BenchCommand.class,
      ChaosCommand.class,
      SimulateCommand.class,
      GenerateCompletion.class,
      HelpCommand.class
    })
public final class Hotline implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    ProcessSettings.apply();
    // A server's output is its log; everybody else's standard output belongs to the command.
    if (!isServer(arguments)) {
      System.setProperty("logback.configurationFile", "hotline-client-logback.xml");
    }
    Launcher.endWithTheLauncher();
    System.exit(commandLine().execute(arguments));
  }

  private static boolean isServer(String[] arguments) {
    return switch (arguments.length == 0 ? "" : arguments[0]) {
      case "node" -> true;
      case "gateway" -> !Arrays.asList(arguments).contains("key");
      default -> false;
    };
  }

  static CommandLine commandLine() {
    return new CommandLine(new Hotline())
        .setCaseInsensitiveEnumValuesAllowed(true)
        // As wide as descriptions are written.
        .setUsageHelpWidth(110)
        .setParameterExceptionHandler(new WrongUsage())
        .setExecutionExceptionHandler(new Failures());
  }

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec, "picocli sets it").commandLine(), "Say what to do.");
  }
}
