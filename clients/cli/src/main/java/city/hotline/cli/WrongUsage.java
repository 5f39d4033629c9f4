package city.hotline.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with a command line, last on standard error, where it is read. Who has not
 * said yet which command is shown all of them before; everybody else is told where the help is.
 */
final class WrongUsage implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter errors = command.getErr();
    boolean choosing = !command.getSubcommands().isEmpty();
    if (choosing) {
      command.usage(errors);
    }
    errors.println(name + ": " + exception.getMessage());
    UnmatchedArgumentException.printSuggestions(exception, errors);
    if (!choosing) {
      errors.println("See " + name + " --help.");
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }
}
