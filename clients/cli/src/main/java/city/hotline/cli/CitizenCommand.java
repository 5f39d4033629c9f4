package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.node.citizen.GridSecret;
import city.hotline.proto.citizen.v1.EraseCitizenRequest;
import city.hotline.proto.citizen.v1.EraseCitizenResponse;
import city.hotline.proto.citizen.v1.Phone;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What belongs to citizens: how it is kept, and how it is forgotten. */
@Command(
    name = "citizen",
    mixinStandardHelpOptions = true,
    description = "Erase a citizen; make the secret that encrypts the keys of citizens.")
final class CitizenCommand implements Runnable {

  /** By what a citizen is named. */
  static final class Who {
    @Option(
        names = "--phone",
        required = true,
        description =
            "Everything that was kept with this number, in whichever way it was written: grouped or not,"
                + " with +86, 0086 or without. Without its area code it is another one: repeat it.")
    private @Nullable String phone;

    @Option(
        names = "--order",
        required = true,
        description =
            "The citizen behind an order that is not closed, and everything of the same number.")
    private @Nullable String order;
  }

  @Spec private @Nullable CommandSpec spec;

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "picocli sets it");
  }

  @Override
  public void run() {
    throw new ParameterException(spec().commandLine(), "Say what to do: erase or secret.");
  }

  @Command(
      name = "erase",
      mixinStandardHelpOptions = true,
      description = {
        "Destroy the keys of a citizen on every member, for ever. Name, phone and address in"
            + " journals,",
        "checkpoints and backups cannot be read by anybody any more; orders and figures stay.",
        "Harmless when repeated. What units' own systems were sent is theirs to delete."
      })
  int erase(
      @Mixin GridOptions grid,
      @ArgGroup(multiplicity = "1") Who who,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "Why; kept on record. Without names and numbers.")
          String reason) {
    EraseCitizenRequest.Builder request = EraseCitizenRequest.newBuilder().setReason(reason);
    if (who.phone != null) {
      request.setPhone(Phone.newBuilder().setNumber(who.phone));
    } else if (who.order != null) {
      request.setOrderId(who.order);
    }
    try (HotlineClient client = grid.hasty()) {
      EraseCitizenResponse erased =
          HotlineClient.await(client.grid().eraseCitizen(request.build()));
      PrintWriter out = spec().commandLine().getOut();
      out.println(
          erased.getKeys() == 0
              ? "No key was destroyed: there is none (any more). If the citizen should be known, look"
                  + " for his orders: ./hotline order find --phone NUMBER."
              : "Keys destroyed: " + erased.getKeys() + '.');
      out.println("On disk at: " + String.join(" ", erased.getDestroyedOnList()) + '.');
      if (erased.getStillToComeCount() > 0) {
        out.println(
            "Away, told when they come back: "
                + String.join(" ", erased.getStillToComeList())
                + '.');
      }
    }
    return 0;
  }

  @Command(
      name = "secret",
      mixinStandardHelpOptions = true,
      description = {
        "Make a file with a secret for --citizen-secret of every member; one that is there stays.",
        "Keep a copy elsewhere than backups: without it no citizen of the grid is ever shown again."
      })
  int secret(@Parameters(paramLabel = "FILE", description = "The file.") Path file) {
    boolean made = GridSecret.make(file);
    spec().commandLine().getOut().println(file + (made ? " is made." : " was there already."));
    return 0;
  }
}
