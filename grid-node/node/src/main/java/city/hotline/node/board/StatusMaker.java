package city.hotline.node.board;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Electorate;
import city.hotline.node.epoch.Voters;
import city.hotline.node.grid.MemberInfo;
import city.hotline.node.pulse.GridClock;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.grid.v1.District;
import city.hotline.proto.grid.v1.GetStatusResponse;
import city.hotline.proto.grid.v1.GetTopologyResponse;
import city.hotline.proto.grid.v1.Member;
import city.hotline.proto.grid.v1.WatchBoardResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Says how the grid is, as this node knows it. Thread-safe. */
public final class StatusMaker {
  /** A district whose owner was not heard for so long does not count as served, milliseconds. */
  private static final double SILENT_MS = 3_000;

  private static final String LOST_JOURNAL =
      "voter %s lost its journal and has no vote: run './hotline voters remove %s', then"
          + " './hotline voters add %s'";

  private final Self self;
  private final Directory directory;
  private final Board board;
  private final GridClock clock;
  private final Voters voters;
  private final Supplier<List<MemberInfo>> members;

  /**
   * What this node says of itself.
   *
   * @param version of its program
   * @param warnings what a person should know although it serves, one line each
   */
  public record Self(String nodeId, String version, List<String> warnings) {}

  /** What it says comes from these. */
  public StatusMaker(
      Self self,
      Directory directory,
      Board board,
      GridClock clock,
      Voters voters,
      Supplier<List<MemberInfo>> members) {
    this.self = self;
    this.directory = directory;
    this.board = board;
    this.clock = clock;
    this.voters = voters;
    this.members = members;
  }

  /** Members and districts. */
  public GetTopologyResponse topology() {
    return GetTopologyResponse.newBuilder()
        .addAllMembers(memberList())
        .addAllDistricts(districts())
        .build();
  }

  /** Everything. */
  public GetStatusResponse status(boolean withShards) {
    List<String> problems = problems();
    GetStatusResponse.Builder status =
        GetStatusResponse.newBuilder()
            .setGridId(voters.gridId())
            .setNodeId(self.nodeId())
            .addAllWarnings(self.warnings())
            .setServing(problems.isEmpty())
            .addAllProblems(problems)
            .addAllMembers(memberList())
            .setVoters(voters.electorate().set().getVotersCount())
            .setVoterSet(voters.electorate().set())
            .setDurability(voters.durability())
            .addAllDistricts(districts())
            .setVersion(self.version());
    clock.nowMs().ifPresent(ms -> status.setGridTime(Times.timestamp(ms)));
    clock.setting().ifPresent(s -> status.setClock(s.getClock()));
    if (withShards) {
      for (Place district : directory.districts()) {
        String code = district.getCode();
        board.shard(ShardId.floor(code)).ifPresent(status::addShards);
        for (String docket : directory.docketsOf(code)) {
          board.shard(ShardId.docket(code, docket)).ifPresent(status::addShards);
        }
      }
    }
    return status.build();
  }

  /** What keeps the grid from serving, one line each; none when it serves. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (voters.ids().isEmpty()) {
      problems.add("the grid is not founded: not all of its first members are here yet");
      return problems;
    }
    List<String> present = members.get().stream().map(MemberInfo::nodeId).toList();
    Electorate electorate = voters.electorate();
    List<String> counted =
        present.stream().filter(m -> !board.newestOf(m).getWithoutVote()).toList();
    if (!electorate.isMajority(counted)) {
      long here = electorate.all().stream().filter(counted::contains).count();
      problems.add(
          here
              + " of "
              + electorate.all().size()
              + " voters are here, no majority of "
              + electorate);
    }
    electorate.all().stream()
        .filter(v -> board.newestOf(v).getWithoutVote())
        .forEach(v -> problems.add(LOST_JOURNAL.formatted(v, v, v)));
    List<String> unserved = new ArrayList<>();
    for (District district : districts()) {
      if (!district.getServing()) {
        unserved.add(district.getDistrict());
      }
    }
    if (!unserved.isEmpty()) {
      problems.add("no serving owner for districts " + String.join(", ", unserved));
    }
    board
        .gridIds()
        .forEach(
            (node, grid) -> {
              if (!grid.isEmpty() && !grid.equals(voters.gridId()) && present.contains(node)) {
                problems.add(
                    "member "
                        + node
                        + " belongs to another grid ("
                        + grid
                        + "): start it with another --data");
              }
            });
    return problems;
  }

  private List<District> districts() {
    long now = System.nanoTime();
    List<District> districts = new ArrayList<>();
    for (Place place : directory.districts()) {
      districts.add(
          board
              .district(place.getCode())
              .filter(v -> v.ageMs(now) < SILENT_MS)
              .map(Board.DistrictView::district)
              .orElse(District.newBuilder().setDistrict(place.getCode()).build()));
    }
    return districts;
  }

  private List<Member> memberList() {
    List<Member> list = new ArrayList<>();
    List<MemberInfo> present = members.get();
    for (MemberInfo member : present) {
      WatchBoardResponse news = board.newestOf(member.nodeId());
      Member.Builder each =
          Member.newBuilder()
              .setVotersVersion(
                  news.getGridId().equals(voters.gridId()) ? news.getVoters().getVersion() : 0)
              .setWithoutVote(news.getWithoutVote())
              .setNodeId(member.nodeId())
              .setGrpcAddress(member.grpcAddress())
              .setHttpAddress(member.httpAddress())
              .setMemberAddress(member.memberAddress())
              .setPresent(true)
              .setVoter(voters.ids().contains(member.nodeId()));
      List<String> others =
          present.stream().map(MemberInfo::nodeId).filter(m -> !m.equals(member.nodeId())).toList();
      board.lagOf(member.nodeId(), others).ifPresent(each::setLag);
      list.add(each.build());
    }
    for (String voter : voters.ids()) {
      if (present.stream().noneMatch(m -> m.nodeId().equals(voter))) {
        list.add(Member.newBuilder().setNodeId(voter).setVoter(true).build());
      }
    }
    return list;
  }
}
