package city.hotline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes the number of voters what an operator wants, one step at a time. */
@Command(
    name = "resize",
    mixinStandardHelpOptions = true,
    description = {
      "Give so many of the members that are here a vote, one step at a time; absent ones go first.",
      "Ends with 0 when it is effective. Start new nodes first, with all addresses in --members."
    })
final class ResizeCommand extends VotersChange {
  private static final int MOST = 5;

  @Parameters(paramLabel = "N", description = "How many voters: 1 to 5, best an odd number.")
  private int count;

  @Override
  void check() {
    if (count < 1 || count > MOST) {
      throw new Failures.CommandFailed(2, "N: " + count + " (expected: 1 to " + MOST + ")");
    }
  }

  @Override
  void change(VoterSteps steps) throws InterruptedException {
    steps.resize(count);
  }
}
