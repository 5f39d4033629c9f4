package city.hotline.node.board;

import city.hotline.core.shard.Contents;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Electorate;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.epoch.Voters;
import city.hotline.node.feed.Feeds;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replicas;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.floor.v1.ChangeVoters;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Learns from the city's floor who has a vote, while this node owns it, and ends a change of the
 * voters when every district has begun an epoch under it (decision 0014).
 */
public final class CityVoters implements Tenures.Listener, Feeds.Tap {
  private static final ShardId CITY_FLOOR = ShardId.floor(ShardId.CITY);

  private final Voters voters;
  private final Replicas replicas;
  private final Router router;
  private final Board board;
  private final AtomicBoolean asked = new AtomicBoolean();

  /** Tells these voters, looks at this board. */
  public CityVoters(Voters voters, Replicas replicas, Router router, Board board) {
    this.voters = voters;
    this.replicas = replicas;
    this.router = router;
    this.board = board;
  }

  @Override
  public void began(Tenure tenure) {
    if (tenure.district().equals(ShardId.CITY)) {
      recorded().ifPresent(voters::learn);
    }
  }

  @Override
  public void ended(Tenure tenure) {
    // Whoever owns the city's floor next goes on.
  }

  @Override
  public void published(ShardId shard, List<JournaledRecord> records) {
    if (!shard.equals(CITY_FLOOR)) {
      return;
    }
    for (JournaledRecord journaled : records) {
      for (FloorEvent event : journaled.record().getFloor().getEventsList()) {
        if (event.hasVotersChanged()) {
          voters.learn(event.getVotersChanged().getVoters());
        }
      }
    }
  }

  private Optional<VoterSet> recorded() {
    return replicas
        .get(CITY_FLOOR)
        .read(
            s ->
                s.contents() instanceof Contents.OfFloor f
                    ? f.floor().voters()
                    : Optional.<VoterSet>empty())
        .flatMap(found -> found);
  }

  /** One round: records what is due, if this node owns the city's floor. */
  public void round() {
    Electorate now = voters.electorate();
    if (!router.servesHere(CITY_FLOOR)) {
      return;
    }
    if (now.set().hasForced() && isNews(now)) {
      record(now.set());
    } else if (now.isChange() && everyDistrictBegan(now.version())) {
      record(
          VoterSet.newBuilder()
              .setVersion(now.version() + 1)
              .addAllVoters(now.set().getVotersList())
              .build());
    }
  }

  /** Forced voters are journaled before any floor can record them. */
  private boolean isNews(Electorate forced) {
    return recorded().map(r -> r.getVersion() < forced.version()).orElse(true);
  }

  /** What a node once said it serves stays true as far as beginning goes, however old it is. */
  private boolean everyDistrictBegan(long version) {
    for (String district : replicas.districts()) {
      boolean began =
          board
              .district(district)
              .map(view -> view.district())
              .filter(d -> d.getServing() && d.getVotersVersion() >= version)
              .isPresent();
      if (!began) {
        return false;
      }
    }
    return true;
  }

  private void record(VoterSet next) {
    if (asked.compareAndSet(false, true)) {
      router.submitHere(command(next)).whenComplete((answer, failure) -> asked.set(false));
    }
  }

  /** The command that makes these the voters. */
  public static ShardCommand command(VoterSet next) {
    return ShardCommand.newBuilder()
        .setShard(CITY_FLOOR.toRef())
        .setFloor(
            FloorCommand.newBuilder().setChangeVoters(ChangeVoters.newBuilder().setVoters(next)))
        .build();
  }
}
