package city.hotline.node.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.node.journal.MemoryJournal;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.grid.v1.AnnounceRequest;
import city.hotline.proto.grid.v1.Confirmation;
import city.hotline.proto.grid.v1.FetchShardRequest;
import city.hotline.proto.grid.v1.FetchShardResponse;
import city.hotline.proto.grid.v1.FoundRequest;
import city.hotline.proto.grid.v1.FoundResponse;
import city.hotline.proto.grid.v1.PromiseRequest;
import city.hotline.proto.grid.v1.PromiseResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** How a grid comes to be, once. */
class FoundingTest {
  private static final VoterSet FIRST =
      VoterSet.newBuilder().setVersion(1).addAllVoters(List.of("A", "B", "C")).build();

  private final Map<String, Voters> nodes = new HashMap<>();
  private final Map<String, String> told = new HashMap<>();
  private final List<String> present = new ArrayList<>();

  private final Members members =
      new Members() {
        @Override
        public List<String> present() {
          return List.copyOf(present);
        }

        @Override
        public CompletableFuture<Long> promised(String node, String district) {
          throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<FoundResponse> found(String node, FoundRequest request) {
          boolean joined =
              voters(node).join(request.getGridId(), request.getVoters(), request.getForced());
          return CompletableFuture.completedFuture(
              FoundResponse.newBuilder()
                  .setJoined(joined)
                  .setGridId(voters(node).gridId())
                  .build());
        }

        @Override
        public CompletableFuture<PromiseResponse> promise(String node, PromiseRequest request) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void announce(String node, AnnounceRequest request) {}

        @Override
        public void confirm(String owner, List<Confirmation> confirmations) {}

        @Override
        public void fetch(
            String node, FetchShardRequest request, Predicate<FetchShardResponse> consumer) {}
      };

  private Voters voters(String node) {
    return nodes.computeIfAbsent(node, k -> new Voters(node, new MemoryJournal(), false));
  }

  private Founding arrives(String node) {
    present.add(node);
    told.put(node, voters(node).gridId());
    return new Founding(node, 3, false, voters(node), members, () -> told);
  }

  private Founding foundedByThree() {
    Founding first = arrives("A");
    arrives("B");
    arrives("C");
    first.round(true);
    present.forEach(n -> told.put(n, voters(n).gridId()));
    return first;
  }

  @Test
  void theFirstFoundsWhenAllAreHereAndAllJournalIt() {
    Founding first = arrives("A");
    arrives("B");
    first.round(true);
    assertThat(voters("A").gridId()).isEmpty();
    Founding last = arrives("C");
    last.round(false);
    assertThat(voters("C").gridId()).isEmpty();
    first.round(true);
    assertThat(voters("A").gridId()).isNotEmpty();
    assertThat(voters("B").grid()).isEqualTo(voters("A").grid());
    assertThat(voters("C").ids()).containsExactly("A", "B", "C");
  }

  @Test
  void aFoundingThatWasInterruptedIsFinishedByWhoeverJournaledIt() {
    arrives("A");
    arrives("B");
    Founding begun = arrives("C");
    voters("C").join("g", FIRST, false);
    begun.round(false);
    assertThat(voters("A").gridId()).isEqualTo("g");
    assertThat(voters("B").gridId()).isEqualTo("g");
  }

  @Test
  void whoIsFirstWithAnEmptyJournalFoundsNothingBesideAGridThatExists() {
    foundedByThree();
    present.clear();
    Founding lostItsDisk = arrives("D");
    Founding kept = arrives("B");
    arrives("C");
    lostItsDisk.round(true);
    assertThat(voters("D").gridId()).isEmpty();
    kept.round(false);
    assertThat(voters("D").gridId()).isEqualTo(voters("B").gridId());
    assertThat(voters("D").ids()).containsExactly("A", "B", "C");
  }

  @Test
  void nobodyFoundsBeforeEveryoneHasSaidWhetherItHasAGrid() {
    Founding first = arrives("A");
    arrives("B");
    arrives("C");
    told.remove("C");
    first.round(true);
    assertThat(voters("A").gridId()).isEmpty();
  }
}
