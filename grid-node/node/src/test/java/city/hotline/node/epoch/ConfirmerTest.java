package city.hotline.node.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.MemoryJournal;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.grid.v1.AnnounceRequest;
import city.hotline.proto.grid.v1.Confirmation;
import city.hotline.proto.grid.v1.FetchShardRequest;
import city.hotline.proto.grid.v1.FetchShardResponse;
import city.hotline.proto.grid.v1.FoundRequest;
import city.hotline.proto.grid.v1.FoundResponse;
import city.hotline.proto.grid.v1.PromiseRequest;
import city.hotline.proto.grid.v1.PromiseResponse;
import city.hotline.proto.journal.v1.Entry;
import city.hotline.proto.journal.v1.GridFounded;
import city.hotline.proto.journal.v1.Promised;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ConfirmerTest {
  private static final ShardId FLOOR = ShardId.floor("110105");
  private static final ShardId OTHER = ShardId.floor("110108");

  private final MemoryJournal journal = new MemoryJournal();
  private final Voters voters = new Voters("A", journal, false);
  private final Owners owners = new Owners();
  private final Promises promises = new Promises(journal);
  private final Refresh refresh =
      new Refresh(
          "B",
          journal,
          voters,
          promises,
          new Replicas(Directory.beijing(), journal, promises),
          owners);
  private final Confirmer confirmer =
      new Confirmer(voters, owners, refresh, journal, Runnable::run);

  @Test
  void aCopyIsConfirmedAtOnceWhereTheGridDoesNotForce() {
    founded(false);
    append();
    confirmer.confirm("A", FLOOR, Positions.of(1, 1));
    assertThat(owners.told).containsExactly("A 110105 1");
  }

  @Test
  void aCopyIsConfirmedOnceTheDiskHasIt() {
    founded(true);
    append();
    confirmer.confirm("A", FLOOR, Positions.of(1, 1));
    assertThat(owners.told).isEmpty();
    journal.force();
    assertThat(owners.told).containsExactly("A 110105 1");
  }

  /** However often a copy grows while the disk works, the disk never holds its confirmation up. */
  @Test
  void whatComesDuringAForceWaitsForTheNextAndHoldsNothingUp() {
    founded(true);
    append();
    confirmer.confirm("A", FLOOR, Positions.of(1, 1));
    long underWay = journal.lastPlace();
    append();
    confirmer.confirm("A", FLOOR, Positions.of(1, 2));
    append();
    confirmer.confirm("A", FLOOR, Positions.of(1, 3));
    confirmer.confirm("C", OTHER, Positions.of(4, 9));
    confirmer.forced(underWay);
    assertThat(owners.told).containsExactly("A 110105 1");
    journal.force();
    assertThat(owners.told).containsExactlyInAnyOrder("A 110105 1", "A 110105 3", "C 110108 9");
  }

  @Test
  void whoComesLateWithLessTakesNothingBack() {
    founded(true);
    append();
    confirmer.confirm("A", OTHER, Positions.of(1, 1));
    append();
    confirmer.confirm("A", FLOOR, Positions.of(1, 3));
    confirmer.confirm("A", FLOOR, Positions.of(1, 2));
    journal.force();
    assertThat(owners.told).containsExactly("A 110108 1", "A 110105 3");
  }

  @Test
  void whatIsOnDiskAlreadyNeedsNoForce() {
    founded(true);
    append();
    journal.force();
    confirmer.confirm("A", FLOOR, Positions.of(1, 1));
    assertThat(owners.told).containsExactly("A 110105 1");
  }

  @Test
  void aPlaceBelowWhatWasAppendedReleasesNothing() {
    founded(true);
    append();
    long before = journal.lastPlace();
    append();
    confirmer.confirm("A", FLOOR, Positions.of(1, 2));
    confirmer.forced(before);
    assertThat(owners.told).isEmpty();
  }

  /** Else nobody could see how much of the grid's state it has by now. */
  @Test
  void whoMayHaveForgottenWhatItPromisedOnlySaysWhatItHolds() {
    founded(false);
    refresh.begin(true);
    append();
    confirmer.confirm("A", FLOOR, Positions.of(1, 1));
    assertThat(owners.told).containsExactly("A 110105 0 holding 1");
  }

  private void founded(boolean forced) {
    voters.replay(
        GridFounded.newBuilder()
            .setGridId("g")
            .addAllVoters(List.of("A", "B", "C"))
            .setForced(forced)
            .build());
  }

  private void append() {
    journal.append(Entry.newBuilder().setPromised(Promised.getDefaultInstance()).build());
  }

  private static final class Owners implements Members {
    final List<String> told = new ArrayList<>();

    @Override
    public void confirm(String ownerId, List<Confirmation> confirmations) {
      for (Confirmation each : confirmations) {
        told.add(
            ownerId
                + ' '
                + each.getShard().getDistrict()
                + ' '
                + each.getPosition().getSequence()
                + (each.hasHeld() ? " holding " + each.getHeld().getSequence() : ""));
      }
    }

    @Override
    public List<String> present() {
      return List.of();
    }

    @Override
    public CompletableFuture<PromiseResponse> promise(String nodeId, PromiseRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Long> promised(String nodeId, String district) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<FoundResponse> found(String nodeId, FoundRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void announce(String nodeId, AnnounceRequest request) {}

    @Override
    public void fetch(
        String nodeId, FetchShardRequest request, Predicate<FetchShardResponse> consumer) {}
  }
}
