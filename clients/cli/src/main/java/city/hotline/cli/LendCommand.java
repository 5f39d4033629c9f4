package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.client.Supervision;
import city.hotline.proto.supervision.v1.SuperviseResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lends a seat to another floor, asks for it, gives it back. */
@Command(
    name = "lend",
    mixinStandardHelpOptions = true,
    description = {
      "Lend a seat that waits for a call to another floor, ask for it, or give it back.",
      "The operator's session follows the seat. Only the floor that borrowed it ends a loan; one",
      "that is asked for goes home as soon as it has no call."
    })
final class LendCommand implements Callable<Integer> {

  /** One of these. */
  static final class What {
    @Option(
        names = "--to",
        required = true,
        paramLabel = "DISTRICT",
        description = "Lend it to this floor, six digits.")
    private @Nullable String to;

    @Option(names = "--ask-back", required = true, description = "Ask the borrower for it.")
    private boolean askBack;

    @Option(
        names = "--return-from",
        required = true,
        paramLabel = "DISTRICT",
        description = "Give it back, as the supervisor of the floor that borrowed it.")
    private @Nullable String returnFrom;
  }

  @Mixin private GridOptions grid = new GridOptions();

  @Parameters(paramLabel = "SEAT", description = "The seat, such as 110105-S017.")
  private String seat = "";

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  @Override
  public Integer call() {
    try (HotlineClient client = grid.client().build()) {
      SuperviseResponse done = HotlineClient.await(send(client));
      System.out.println(
          "Seat " + seat + " " + said() + ", " + done.getAcknowledgement().getDurability() + ".");
      return 0;
    } catch (IllegalArgumentException e) {
      throw new Failures.CommandFailed(2, String.valueOf(e.getMessage()));
    }
  }

  private CompletableFuture<SuperviseResponse> send(HotlineClient client) {
    String borrower = what.returnFrom;
    if (borrower != null) {
      return client.supervision(borrower).giveBack(seat);
    }
    Supervision home = client.supervision(seat);
    String to = what.to;
    return what.askBack || to == null ? home.askBack(seat) : home.lend(seat, to);
  }

  private String said() {
    if (what.returnFrom != null) {
      return "goes home from " + what.returnFrom;
    }
    return what.askBack ? "was asked for" : "is lent to " + what.to;
  }
}
