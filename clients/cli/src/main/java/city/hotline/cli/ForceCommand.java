package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.grid.v1.ForceVotersRequest;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** After a disaster: the voters that are left go on without the others. */
@Command(
    name = "force",
    mixinStandardHelpOptions = true,
    description = {
      "DISASTER ONLY: make the voters that are here the only ones, when a majority is gone for good.",
      "What only the missing ones had acknowledged is lost. If they still run somewhere, two grids",
      "serve the same city: stop them first, and never start them again on their data.",
      "Without --accept-loss it only says what it would do, and ends with 2."
    })
final class ForceCommand implements Callable<Integer> {

  @Mixin private GridOptions grid = new GridOptions();

  @Option(
      names = "--operator",
      required = true,
      description = "Who answers for it; journaled with what was done.")
  private String operator = "";

  @Option(names = "--accept-loss", description = "Do it.")
  private boolean acceptLoss;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var out = Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
    try (HotlineClient client = grid.hasty()) {
      long version = HotlineClient.await(client.grid().status(false)).getVoterSet().getVersion();
      VoterSet forced =
          HotlineClient.await(
                  client
                      .grid()
                      .forceVoters(
                          ForceVotersRequest.newBuilder()
                              .setOperator(operator)
                              .setVersion(version)
                              .setDryRun(!acceptLoss)
                              .build()))
              .getVoters();
      out.printf(
          "%s voters: %s. Given up: %s; what only those had acknowledged %s lost.%n",
          acceptLoss ? "The" : "These would be the",
          String.join(" ", forced.getVotersList()),
          String.join(" ", forced.getForced().getMissingList()),
          acceptLoss ? "is" : "would be");
      if (!acceptLoss) {
        out.println("Nothing was done. Repeat with --accept-loss to do it.");
      }
    }
    return acceptLoss ? 0 : 2;
  }
}
