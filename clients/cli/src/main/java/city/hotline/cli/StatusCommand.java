package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.proto.grid.v1.District;
import city.hotline.proto.grid.v1.GetStatusResponse;
import city.hotline.proto.grid.v1.Member;
import city.hotline.proto.grid.v1.ShardStatus;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how the grid is; exit code 0 exactly when it serves. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Members, voters, shards, grid time and health. Exit code 0 when serving, else 1.")
final class StatusCommand implements Callable<Integer> {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

  @Mixin private GridOptions grid = new GridOptions();

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Option(names = "--shards", description = "List every shard.")
  private boolean shards;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
    GetStatusResponse status;
    try (HotlineClient client = grid.hasty()) {
      status = HotlineClient.await(client.grid().status(true));
    } catch (HotlineException e) {
      if (!json) {
        throw e;
      }
      out.println(Json.line(unreachable(e)));
      return 1;
    }
    if (json) {
      out.println(Json.line(json(status)));
    } else {
      print(status, out);
    }
    return status.getServing() ? 0 : 1;
  }

  private static JsonObject unreachable(HotlineException why) {
    var object = new JsonObject();
    object.addProperty("serving", false);
    object.addProperty("health", "DOWN");
    object.add("problems", texts(List.of(String.valueOf(why.getMessage()))));
    return object;
  }

  static JsonObject json(GetStatusResponse status) {
    var object = new JsonObject();
    object.addProperty("serving", status.getServing());
    object.addProperty("health", status.getServing() ? "UP" : "DOWN");
    object.add("problems", texts(status.getProblemsList()));
    object.add("warnings", texts(status.getWarningsList()));
    object.addProperty("grid_id", status.getGridId());
    object.addProperty("node_id", status.getNodeId());
    object.addProperty("version", status.getVersion());
    object.addProperty("durability", durability(status));
    object.addProperty("voters", status.getVoters());
    object.addProperty("grid_time", Json.instant(status.getGridTime()).toString());
    object.addProperty("speed", status.getClock().getReal() ? 1 : status.getClock().getSpeed());
    object.addProperty("demo", status.getClock().getDemo());
    var members = new JsonArray();
    for (Member member : status.getMembersList()) {
      var each = new JsonObject();
      each.addProperty("node_id", member.getNodeId());
      each.addProperty("grpc_address", member.getGrpcAddress());
      each.addProperty("http_address", member.getHttpAddress());
      each.addProperty("member_address", member.getMemberAddress());
      each.addProperty("present", member.getPresent());
      each.addProperty("voter", member.getVoter());
      members.add(each);
    }
    object.add("members", members);
    var districts = new JsonArray();
    for (District district : status.getDistrictsList()) {
      var each = new JsonObject();
      each.addProperty("district", district.getDistrict());
      each.addProperty("owner", district.getOwnerId());
      each.addProperty("epoch", district.getEpoch());
      each.addProperty("serving", district.getServing());
      districts.add(each);
    }
    object.add("districts", districts);
    var list = new JsonArray();
    for (ShardStatus shard : status.getShardsList()) {
      var each = new JsonObject();
      each.addProperty("shard", name(shard));
      each.addProperty("owner", shard.getOwnerId());
      each.addProperty("epoch", shard.getPosition().getEpoch());
      each.addProperty("sequence", shard.getPosition().getSequence());
      each.addProperty("acknowledged", shard.getAcknowledged());
      each.addProperty("durability", durability(status));
      each.addProperty("copies", shard.getCopies());
      list.add(each);
    }
    object.add("shards", list);
    return object;
  }

  private void print(GetStatusResponse status, PrintWriter out) {
    long present = status.getMembersList().stream().filter(Member::getPresent).count();
    out.printf(
        "Grid %s is %s: %s, %d of %d members present, %d voters%n",
        status.getGridId().isEmpty() ? "(not founded)" : status.getGridId(),
        status.getServing() ? "serving" : "NOT SERVING",
        durability(status),
        present,
        status.getMembersCount(),
        status.getVoters());
    status.getProblemsList().forEach(problem -> out.println("  ! " + problem));
    status.getWarningsList().forEach(warning -> out.println("  ! warning: " + warning));
    VotersCommand.forced(status.getVoterSet()).ifPresent(out::println);
    out.printf(
        "Grid time %s%s%n",
        LOCAL.format(Json.instant(status.getGridTime())),
        status.getClock().getReal()
            ? ""
            : ", simulated at x"
                + status.getClock().getSpeed()
                + (status.getClock().getDemo() ? ", demonstration" : ""));
    for (Member member : status.getMembersList()) {
      long owns =
          status.getDistrictsList().stream()
              .filter(d -> d.getOwnerId().equals(member.getNodeId()))
              .count();
      out.printf(
          "  %-10s %-22s %-28s %s%s, %d districts%n",
          member.getNodeId(),
          member.getGrpcAddress(),
          member.getHttpAddress(),
          member.getPresent() ? "present" : "ABSENT",
          member.getVoter() ? ", voter" : "",
          owns);
    }
    long behind =
        status.getShardsList().stream()
            .filter(s -> s.getAcknowledged() < s.getPosition().getSequence())
            .count();
    out.printf(
        "%d districts, %d serving; %d shards, %d with records not yet acknowledged%n",
        status.getDistrictsCount(),
        status.getDistrictsList().stream().filter(District::getServing).count(),
        status.getShardsCount(),
        behind);
    if (shards) {
      print(status.getShardsList(), out);
    }
  }

  private static void print(List<ShardStatus> shards, PrintWriter out) {
    out.printf(
        "%-18s %-10s %6s %10s %12s %6s%n",
        "shard", "owner", "epoch", "sequence", "acknowledged", "copies");
    for (ShardStatus shard : shards) {
      out.printf(
          "%-18s %-10s %6d %10d %12d %6d%n",
          name(shard),
          shard.getOwnerId(),
          shard.getPosition().getEpoch(),
          shard.getPosition().getSequence(),
          shard.getAcknowledged(),
          shard.getCopies());
    }
  }

  private static String durability(GetStatusResponse status) {
    return status.getDurability().name().replace("DURABILITY_", "");
  }

  static String name(city.hotline.proto.shard.v1.ShardRef shard) {
    return shard.getDocket().isEmpty()
        ? shard.getDistrict()
        : shard.getDistrict() + "/" + shard.getDocket();
  }

  private static String name(ShardStatus shard) {
    return name(shard.getShard());
  }

  private static JsonArray texts(List<String> lines) {
    var array = new JsonArray();
    lines.forEach(array::add);
    return array;
  }
}
