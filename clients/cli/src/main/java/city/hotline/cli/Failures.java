package city.hotline.cli;

import city.hotline.client.HotlineException;
import city.hotline.client.HotlineRefused;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one line on standard error and an exit code. */
final class Failures implements IExecutionExceptionHandler {

  /** What a person typed cannot work, however often it is tried. */
  private static final Set<Refusal> WRONG_USAGE =
      Set.of(
          Refusal.REFUSAL_INVALID_FIELD,
          Refusal.REFUSAL_UNKNOWN_DISTRICT,
          Refusal.REFUSAL_UNKNOWN_PLACE,
          Refusal.REFUSAL_UNKNOWN_UNIT,
          Refusal.REFUSAL_UNKNOWN_CLASS,
          Refusal.REFUSAL_UNKNOWN_HOTLINE,
          Refusal.REFUSAL_UNKNOWN_DAY,
          Refusal.REFUSAL_ALREADY_DRIVEN);

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    String name = command.getCommandSpec().qualifiedName();
    if (exception instanceof HotlineException || exception instanceof CommandFailed) {
      command.getErr().println(name + ": " + exception.getMessage());
      return exitCode(exception);
    }
    command.getErr().println(name + ": this should not happen, please report it:");
    exception.printStackTrace(command.getErr());
    return ExitCode.SOFTWARE;
  }

  static int exitCode(Exception exception) {
    if (exception instanceof HotlineRefused refused && WRONG_USAGE.contains(refused.reason())) {
      return ExitCode.USAGE;
    }
    return exception instanceof CommandFailed failed ? failed.exitCode() : ExitCode.SOFTWARE;
  }

  /** A command cannot go on; the message says what to do. */
  static final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    CommandFailed(int exitCode, String message) {
      super(message);
      this.exitCode = exitCode;
    }

    int exitCode() {
      return exitCode;
    }
  }
}
