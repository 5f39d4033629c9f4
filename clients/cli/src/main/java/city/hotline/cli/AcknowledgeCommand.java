package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.proto.floor.v1.AlertKind;
import city.hotline.proto.supervision.v1.SuperviseResponse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says that somebody looks after an alert. */
@Command(
    name = "acknowledge",
    mixinStandardHelpOptions = true,
    description = {
      "Say that you look after what is wrong on a floor.",
      "./hotline floor shows what is, and who looks after it. The alert ends by itself when it is",
      "over."
    })
final class AcknowledgeCommand implements Callable<Integer> {

  /** What can be wrong, as the command line names it. */
  enum Kind {
    QUEUE_LONG,
    SERVICE_LEVEL_LOW,
    SEAT_STUCK;

    AlertKind kind() {
      return AlertKind.valueOf("ALERT_KIND_" + name());
    }
  }

  @Mixin private GridOptions grid = new GridOptions();

  @Parameters(index = "0", paramLabel = "DISTRICT", description = "Six digits, for example 110105.")
  private String district = "";

  @Parameters(index = "1", paramLabel = "KIND", description = "One of ${COMPLETION-CANDIDATES}.")
  private Kind kind = Kind.QUEUE_LONG;

  @Parameters(index = "2", paramLabel = "SUBJECT", description = "The queue, or the seat's id.")
  private String subject = "";

  @Override
  public Integer call() {
    try (HotlineClient client = grid.client().build()) {
      SuperviseResponse done =
          HotlineClient.await(client.supervision(district).acknowledge(kind.kind(), subject));
      System.out.println(
          kind
              + " of "
              + subject
              + " is looked after, "
              + done.getAcknowledgement().getDurability()
              + ".");
      return 0;
    } catch (IllegalArgumentException e) {
      throw new Failures.CommandFailed(2, String.valueOf(e.getMessage()));
    }
  }
}
