package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.node.board.Board;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Voters;
import city.hotline.node.journal.MemoryJournal;
import city.hotline.node.pulse.GridClock;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.grid.v1.ChangeVotersRequest;
import city.hotline.proto.grid.v1.ChangeVotersResponse;
import city.hotline.proto.grid.v1.WatchBoardResponse;
import city.hotline.proto.journal.v1.GridFounded;
import city.hotline.proto.shard.v1.RequestId;
import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who can be given a vote now, who in a moment, and who never. */
class VotersDeskTest {

  /** Keeps the reason of a refusal. */
  private static final class Caller implements StreamObserver<ChangeVotersResponse> {
    @Nullable String refused;

    @Override
    public void onNext(ChangeVotersResponse response) {}

    @Override
    public void onError(Throwable failure) {
      try {
        for (Any detail : StatusProto.fromThrowable(failure).getDetailsList()) {
          if (detail.is(ErrorInfo.class)) {
            refused = detail.unpack(ErrorInfo.class).getReason();
          }
        }
      } catch (com.google.protobuf.InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void onCompleted() {}
  }

  private final Voters voters = new Voters("A", new MemoryJournal(), false);
  private final Board board =
      new Board(
          new GridClock(InstantSource.system(), () -> 0),
          voters,
          KnownDirectories.only(Directory.beijing()));
  private final HandDrivenLanes lanes = new HandDrivenLanes();
  private final VotersDesk desk =
      new VotersDesk(
          "A",
          voters,
          new Router(
              "A",
              lanes.replicas,
              new Tenures(),
              lanes.sequencer,
              new Router.Ways(
                  CompletableFuture::completedFuture,
                  district -> Optional.empty(),
                  (node, command) -> new CompletableFuture<>())),
          board,
          () -> List.of("A", "B"));

  VotersDeskTest() {
    voters.replay(GridFounded.newBuilder().setGridId("g").setVersion(3).addVoters("A").build());
  }

  private void hears(String gridId, long version) {
    board.heard(
        WatchBoardResponse.newBuilder()
            .setNodeId("B")
            .setGridId(gridId)
            .setVoters(VoterSet.newBuilder().setVersion(version).addVoters("A"))
            .build());
  }

  private @Nullable String refusalOfAdding(String node) {
    Caller caller = new Caller();
    desk.change(
        ChangeVotersRequest.newBuilder()
            .setRequestId(RequestId.newBuilder().setSession(1).setCounter(1))
            .setVersion(3)
            .setAdd(node)
            .build(),
        caller);
    return caller.refused;
  }

  @Test
  void aMemberThatHasNotHeardOfTheNewestVotersIsAskedForAgainInAMoment() {
    assertThat(refusalOfAdding("B")).isEqualTo("VOTERS_CHANGED");
    hears("g", 1);
    assertThat(refusalOfAdding("B")).isEqualTo("VOTERS_CHANGED");
  }

  @Test
  void aMemberThatHasHeardIsPassedOnToTheCitysFloor() {
    hears("g", 3);
    assertThat(refusalOfAdding("B")).isEqualTo("SHARD_NEEDS_TAKEOVER");
  }

  @Test
  void aMemberThatIsNotHereOrOfAnotherGridIsRefusedForGood() {
    assertThat(refusalOfAdding("C")).isEqualTo("INVALID_FIELD");
    hears("other", 3);
    assertThat(refusalOfAdding("B")).isEqualTo("INVALID_FIELD");
    assertThat(refusalOfAdding("A")).isEqualTo("INVALID_FIELD");
  }
}
