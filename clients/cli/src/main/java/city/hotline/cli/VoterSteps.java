package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.HotlineRefused;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.grid.v1.ChangeVotersRequest;
import city.hotline.proto.grid.v1.GetStatusResponse;
import city.hotline.proto.grid.v1.Member;
import city.hotline.proto.shard.v1.Refusal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Changes the voters one step at a time, waits until each step is effective, and says what it waits
 * for. One thread.
 */
final class VoterSteps {

  /** A member further behind than this gets no vote yet: the grid would wait for it. */
  private static final long MOST_BEHIND = 200;

  private final HotlineClient client;
  private final PrintWriter out;
  private final long giveUp;
  private String said = "";

  /** Steps over a client; every step together must be done within so many seconds. */
  VoterSteps(HotlineClient client, PrintWriter out, long patienceSeconds) {
    this.client = client;
    this.out = out;
    this.giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
  }

  /** Gives a member a vote. */
  void add(String nodeId) throws InterruptedException {
    step(nodeId, true);
  }

  /** Takes a vote away. */
  void remove(String nodeId) throws InterruptedException {
    step(nodeId, false);
  }

  /** Makes it so many voters of the members that are here; absent ones go first. */
  void resize(int count) throws InterruptedException {
    GetStatusResponse status = awaitNoChange();
    List<String> voters = status.getVoterSet().getVotersList();
    List<String> wanted = wanted(status, count);
    for (String node : wanted) {
      if (!voters.contains(node)) {
        add(node);
      }
    }
    for (String node : voters) {
      if (!wanted.contains(node)) {
        remove(node);
      }
    }
  }

  /** Voters that are here first, in their order, then the other members. */
  static List<String> wanted(GetStatusResponse status, int count) {
    List<String> here = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Member member : status.getMembersList()) {
      if (member.getPresent()) {
        others.add(member.getNodeId());
      }
    }
    for (String voter : status.getVoterSet().getVotersList()) {
      if (others.remove(voter)) {
        here.add(voter);
      }
    }
    here.addAll(others);
    if (here.size() < count) {
      throw new Failures.CommandFailed(
          1,
          "only "
              + here.size()
              + " members are here (expected: at least "
              + count
              + "). Start more nodes with all addresses in --members, then try again");
    }
    return here.subList(0, count);
  }

  private void step(String nodeId, boolean add) throws InterruptedException {
    while (true) {
      GetStatusResponse status = awaitNoChange();
      VoterSet set = status.getVoterSet();
      requireKnown(status, nodeId);
      if (set.getVotersList().contains(nodeId) == add) {
        out.printf("Voters are %s.%n", String.join(" ", set.getVotersList()));
        return;
      }
      OptionalLong behind = lag(status, nodeId);
      if (add && behind.isEmpty()) {
        await("the owners to say how far behind " + nodeId + " is");
        continue;
      }
      if (add && behind.getAsLong() > MOST_BEHIND) {
        await(nodeId + " to have everything: it is " + behind.getAsLong() + " records behind");
        continue;
      }
      begin(set.getVersion(), nodeId, add);
    }
  }

  /** A node that is away is known as long as it has a vote. */
  static void requireKnown(GetStatusResponse status, String nodeId) {
    if (!status.getVoterSet().getVotersList().contains(nodeId)
        && status.getMembersList().stream().noneMatch(m -> m.getNodeId().equals(nodeId))) {
      throw new Failures.CommandFailed(
          2, "ID: " + nodeId + " (expected: one of a member or voter, as ./hotline voters shows)");
    }
  }

  private static OptionalLong lag(GetStatusResponse status, String nodeId) {
    return status.getMembersList().stream()
        .filter(m -> m.getNodeId().equals(nodeId) && m.hasLag())
        .mapToLong(Member::getLag)
        .findFirst();
  }

  private void begin(long version, String nodeId, boolean add) throws InterruptedException {
    ChangeVotersRequest.Builder change = ChangeVotersRequest.newBuilder().setVersion(version);
    try {
      HotlineClient.await(
          client
              .grid()
              .changeVoters((add ? change.setAdd(nodeId) : change.setRemove(nodeId)).build()));
      out.printf("%s %s: the change has begun.%n", add ? "Adding" : "Removing", nodeId);
    } catch (HotlineRefused e) {
      if (e.reason() != Refusal.REFUSAL_VOTERS_CHANGED) {
        throw e;
      }
      await("all nodes to know the newest voters");
    }
  }

  /** The status as soon as no change is under way. */
  private GetStatusResponse awaitNoChange() throws InterruptedException {
    while (true) {
      try {
        GetStatusResponse status = HotlineClient.await(client.grid().status(false));
        VoterSet set = status.getVoterSet();
        if (set.getVersion() > 0 && set.getFormerCount() == 0) {
          return status;
        }
        long begun =
            status.getDistrictsList().stream()
                .filter(d -> d.getServing() && d.getVotersVersion() >= set.getVersion())
                .count();
        await(
            set.getVersion() == 0
                ? "the grid to be founded"
                : "all districts to begin with both majorities: %d of %d did"
                    .formatted(begun, status.getDistrictsCount()));
      } catch (HotlineRefused e) {
        throw e;
      } catch (HotlineException e) {
        await("a node to answer: " + e.getMessage());
      }
    }
  }

  private void await(String what) throws InterruptedException {
    if (System.nanoTime() - giveUp >= 0) {
      throw new Failures.CommandFailed(
          1,
          "gave up waiting for "
              + what
              + ". A change that has begun goes on by itself: look with './hotline voters'");
    }
    if (!what.equals(said)) {
      out.printf("Waiting for %s%n", what);
      said = what;
    }
    TimeUnit.MILLISECONDS.sleep(200);
  }
}
