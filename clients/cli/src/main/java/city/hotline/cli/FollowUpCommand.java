package city.hotline.cli;

import city.hotline.client.FollowUps;
import city.hotline.client.HotlineClient;
import city.hotline.proto.followup.v1.FollowUp;
import city.hotline.proto.followup.v1.ListFollowUpsRequest;
import city.hotline.proto.followup.v1.ListFollowUpsResponse;
import city.hotline.proto.search.v1.FoundOrder;
import com.google.protobuf.Message;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the desk that asks citizens does before it has an answer. */
@Command(
    name = "follow-up",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(due | script | claim | release)",
    description = {
      "List whose citizens are to be asked, claim one, and see what to ask.",
      "./hotline order attempt and ./hotline order answer record what came of it."
    })
final class FollowUpCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "due",
      mixinStandardHelpOptions = true,
      description = {
        "The orders whose citizens are to be asked now, the oldest first, without those that",
        "somebody has claimed. Exit code 1 when a docket could not be asked; which is said then."
      })
  int due(
      @Mixin GridOptions grid,
      @Option(names = "--place", defaultValue = "", description = "District, street or community.")
          String place,
      @Option(names = "--robot", description = "Only what a robot may do.") boolean robot,
      @Option(names = "--with-claimed", description = "Also what is claimed.") boolean withClaimed,
      @Option(names = "--most", defaultValue = "50", description = "At most so many, up to 200.")
          int most,
      @Option(names = "--json", description = "One JSON object an order.") boolean json) {
    ListFollowUpsRequest request =
        ListFollowUpsRequest.newBuilder()
            .setPlace(place)
            .setRobot(robot)
            .setWithClaimed(withClaimed)
            .setPageSize(most)
            .build();
    try (HotlineClient client = grid.client().build()) {
      ListFollowUpsResponse page = HotlineClient.await(client.followUps().due(request));
      for (FollowUp one : page.getFollowUpsList()) {
        out().println(json ? Json.line(Json.of(one)) : line(one.getOrder()));
      }
      out().flush();
      page.getNotAskedList().forEach(docket -> errors().println("Not asked: " + docket));
      if (!page.getNextPageToken().isEmpty()) {
        errors().println("There may be more: --most.");
      }
      errors().flush();
      return page.getNotAskedCount() == 0 ? 0 : 1;
    }
  }

  private static String line(FoundOrder order) {
    String claimed = order.getClaimedBy().isEmpty() ? "" : "  claimed by " + order.getClaimedBy();
    return OrderLines.of(order) + (order.getForPerson() ? "  for a person" : "") + claimed;
  }

  @Command(
      name = "script",
      mixinStandardHelpOptions = true,
      description = "What is asked, in which words, as JSON.")
  int script(
      @Mixin GridOptions grid,
      @Parameters(
              index = "0",
              arity = "0..1",
              defaultValue = "",
              paramLabel = "SCRIPT",
              description = "Its name, such as 2026-a (default: the one that holds today).")
          String script) {
    return done(grid, desk -> desk.script(script), false);
  }

  @Command(
      name = "claim",
      mixinStandardHelpOptions = true,
      description = "Have an order for a while, so that nobody else calls its citizen.")
  int claim(
      @Mixin GridOptions grid,
      @Parameters(index = "0", paramLabel = "ORDER") String order,
      @Option(names = "--by", required = true, description = "Who is about to call.") String by,
      @Option(names = "--robot", description = "That is a robot.") boolean robot) {
    return done(grid, desk -> desk.claim(order, by, robot), true);
  }

  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description = "Let others have an order that was claimed.")
  int release(
      @Mixin GridOptions grid,
      @Parameters(index = "0", paramLabel = "ORDER") String order,
      @Option(names = "--by", required = true, description = "Who claimed it.") String by) {
    return done(grid, desk -> desk.release(order, by), true);
  }

  private int done(
      GridOptions grid,
      Function<FollowUps, CompletableFuture<? extends Message>> what,
      boolean oneLine) {
    try (HotlineClient client = grid.client().build()) {
      Message response = HotlineClient.await(what.apply(client.followUps()));
      out().println(oneLine ? Json.line(Json.of(response)) : Json.indented(response));
      out().flush();
      return 0;
    } catch (IllegalArgumentException e) {
      throw new Failures.CommandFailed(2, String.valueOf(e.getMessage()));
    }
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  private PrintWriter errors() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }
}
