package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.grid.v1.GetStatusResponse;
import city.hotline.proto.grid.v1.Member;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows and changes who has a vote. */
@Command(
    name = "voters",
    mixinStandardHelpOptions = true,
    description = "Show who has a vote in the grid; add or remove one; force the rest to go on.",
    subcommands = {VotersCommand.Add.class, VotersCommand.Remove.class, ForceCommand.class})
final class VotersCommand implements Callable<Integer> {

  @Mixin private GridOptions grid = new GridOptions();

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
    GetStatusResponse status;
    try (HotlineClient client = grid.hasty()) {
      status = HotlineClient.await(client.grid().status(false));
    }
    if (json) {
      out.println(Json.line(json(status)));
    } else {
      print(status, out);
    }
    return 0;
  }

  private static void print(GetStatusResponse status, PrintWriter out) {
    VoterSet set = status.getVoterSet();
    out.printf(
        "Version %d: %d voters%s%n",
        set.getVersion(),
        set.getVotersCount(),
        set.getFormerCount() == 0
            ? ""
            : ", changing; a majority of the former " + set.getFormerCount() + " is needed, too");
    forced(set).ifPresent(out::println);
    for (Member member : status.getMembersList()) {
      out.printf(
          "  %-10s %-22s %-8s %-22s %s records behind%n",
          member.getNodeId(),
          member.getMemberAddress(),
          member.getPresent() ? "present" : "ABSENT",
          standing(member, set),
          member.hasLag() ? Long.toString(member.getLag()) : "unknown how many");
    }
  }

  /** What has to be known for as long as the voters are forced ones. */
  static Optional<String> forced(VoterSet set) {
    return set.hasForced()
        ? Optional.of(
            "  ! These voters were forced by %s at %s without %s: what only those had acknowledged"
                    .formatted(
                        set.getForced().getOperator(),
                        Json.instant(set.getForced().getTime()),
                        String.join(" ", set.getForced().getMissingList()))
                + " may be lost. Never start them again on their data with this grid away.")
        : Optional.empty();
  }

  private static String standing(Member member, VoterSet set) {
    boolean votes = set.getVotersList().contains(member.getNodeId());
    boolean former = set.getFormerList().contains(member.getNodeId());
    if ((votes || former) && member.getWithoutVote()) {
      return "voter, JOURNAL LOST";
    }
    if (votes) {
      return set.getFormerCount() > 0 && !former ? "voter, coming" : "voter";
    }
    return former ? "voter, going" : "no vote";
  }

  static JsonObject json(GetStatusResponse status) {
    VoterSet set = status.getVoterSet();
    var object = new JsonObject();
    object.addProperty("version", set.getVersion());
    object.addProperty("changing", set.getFormerCount() > 0);
    object.add("voters", texts(set.getVotersList()));
    object.add("former", texts(set.getFormerList()));
    if (set.hasForced()) {
      var forced = new JsonObject();
      forced.addProperty("operator", set.getForced().getOperator());
      forced.addProperty("time", Json.instant(set.getForced().getTime()).toString());
      forced.add("missing", texts(set.getForced().getMissingList()));
      object.add("forced", forced);
    }
    var members = new JsonArray();
    for (Member member : status.getMembersList()) {
      var each = new JsonObject();
      each.addProperty("node_id", member.getNodeId());
      each.addProperty("member_address", member.getMemberAddress());
      each.addProperty("present", member.getPresent());
      each.addProperty("voter", set.getVotersList().contains(member.getNodeId()));
      each.addProperty("journal_lost", member.getWithoutVote());
      each.addProperty("lag", member.hasLag() ? member.getLag() : null);
      members.add(each);
    }
    object.add("members", members);
    return object;
  }

  private static JsonArray texts(Iterable<String> lines) {
    var array = new JsonArray();
    lines.forEach(array::add);
    return array;
  }

  /** Of one node. */
  private abstract static class OfNode extends VotersChange {
    @Parameters(paramLabel = "ID", description = "Stable id of the node, as 'voters' shows it.")
    String id = "";
  }

  /** One more. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Give a member that is here a vote; ends with 0 when it is effective.")
  static final class Add extends OfNode {
    @Override
    void change(VoterSteps steps) throws InterruptedException {
      steps.add(id);
    }
  }

  /** One fewer. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Take a voter's vote away; ends with 0 when it is effective.")
  static final class Remove extends OfNode {
    @Override
    void change(VoterSteps steps) throws InterruptedException {
      steps.remove(id);
    }
  }
}
