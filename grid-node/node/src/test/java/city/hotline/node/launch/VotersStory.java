package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.node.journal.JournalBackup;
import city.hotline.node.launch.TestGrid.Member;
import city.hotline.node.launch.TestGrid.Replayed;
import city.hotline.proto.grid.v1.ChangeVotersRequest;
import city.hotline.proto.grid.v1.GetStatusResponse;
import city.hotline.proto.shard.v1.RequestId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A grid grows from one voter to five while calls arrive, loses members and memory, and shrinks
 * again; every call that was acknowledged is there at the end.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class VotersStory {
  private static final String CHAOYANG = "110105";

  private TestGrid grid = new TestGrid(Path.of("unused"), 0);
  private Path folder = Path.of("unused");
  private final List<RequestId> asked = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary;
    grid = new TestGrid(folder, 1).started();
  }

  @AfterAll
  void end() {
    grid.close();
  }

  private Member any() {
    return grid.members().get(0);
  }

  private List<String> voters() {
    return any().node().voters().electorate().set().getVotersList();
  }

  private void arrives() {
    Caller caller = any().caller();
    RequestId id = caller.nextId();
    asked.add(id);
    String name = "call-" + asked.size();
    calls.add(Caller.persistently(() -> caller.arrives(id, CHAOYANG, name)).getCallId());
  }

  private void everyCallIsThere() {
    for (int i = 0; i < asked.size(); i++) {
      RequestId id = asked.get(i);
      String name = "call-" + (i + 1);
      Caller caller = any().caller();
      var again = Caller.persistently(() -> caller.arrives(id, CHAOYANG, name));
      assertThat(again.getCallId()).isEqualTo(calls.get(i));
      assertThat(again.getAcknowledgement().getRepeated()).isTrue();
    }
  }

  private void change(ChangeVotersRequest.Builder change) {
    Eventually.holds(
        "no change under way, and all know it",
        () -> {
          long version = any().node().voters().electorate().version();
          return grid.members().stream()
              .map(m -> m.node().voters().electorate())
              .allMatch(e -> e.version() == version && !e.isChange());
        });
    Caller caller = any().caller();
    RequestId id = caller.nextId();
    long before = any().node().voters().electorate().version();
    Caller.persistently(
        () -> {
          caller.changesVoters(change.setRequestId(id).setVersion(before).build());
          return before;
        });
    arrives();
    Eventually.holds(
        "the change is over",
        () ->
            grid.members().stream()
                .allMatch(m -> m.node().voters().electorate().version() == before + 2),
        () -> grid.members().stream().map(m -> m.node().voters().electorate()).toList());
    grid.awaitServing();
    arrives();
  }

  private void add(Member member) {
    String id = member.node().nodeId();
    Eventually.holds(
        "it has everything",
        () ->
            any().caller().status().getMembersList().stream()
                .anyMatch(m -> m.getNodeId().equals(id) && m.hasLag() && m.getLag() == 0));
    change(ChangeVotersRequest.newBuilder().setAdd(id));
    assertThat(voters()).contains(id);
  }

  private List<String> othersThan(String id) {
    return grid.members().stream().map(m -> m.node().nodeId()).filter(m -> !m.equals(id)).toList();
  }

  private void remove(String id) {
    change(ChangeVotersRequest.newBuilder().setRemove(id));
    assertThat(voters()).doesNotContain(id);
  }

  @Test
  @Order(1)
  void oneBecomesThreeAndThreeBecomeFiveWhileCallsArrive() {
    arrives();
    for (int index = 1; index < 5; index++) {
      Member member = grid.startAgain(index);
      grid.awaitServing();
      add(member);
    }
    assertThat(voters()).hasSize(5);
    grid.awaitSameEverywhere();
    everyCallIsThere();
  }

  /** The two that were first are a majority neither of five nor of the sets in between. */
  @Test
  @Order(2)
  void whenAllDieNeitherTheFirstNorTheLastTwoServeAlone() {
    List<Member> dead = grid.members();
    dead.forEach(grid::kill);
    Replayed first = grid.replayed(0);
    Replayed last = grid.replayed(4);
    Member one = grid.join(first);
    Member other = grid.join(last);
    Eventually.holds(
        "both see each other", () -> one.node().grid().members().size() == 2, () -> List.of());
    GetStatusResponse status = one.caller().status();
    assertThat(status.getServing()).isFalse();
    assertThat(String.join(";", status.getProblemsList())).contains("2 of 5 voters are here");
    assertThat(one.node().tenures().serving() + other.node().tenures().serving()).isZero();
    grid.startAgain(2);
    grid.awaitServing();
    everyCallIsThere();
    grid.startAgain(1);
    grid.startAgain(3);
    grid.awaitServing();
  }

  @Test
  @Order(3)
  void aVoterThatLostItsJournalHasNoVoteUntilItIsRemovedAndAdded() throws IOException {
    Member loses = grid.members().get(grid.members().size() - 1);
    String id = loses.node().nodeId();
    grid.kill(loses);
    try (Stream<Path> files = Files.walk(grid.folder(loses.index()).resolve("journal"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Files.delete(grid.folder(loses.index()).resolve("boot"));
    Member empty = grid.startAgain(loses.index());
    Eventually.holds("it has no vote", () -> empty.node().voters().isWithoutVote());
    grid.awaitServing();
    Eventually.holds(
        "the status says so",
        () -> String.join(";", any().caller().status().getProblemsList()).contains(id),
        () -> any().caller().status().getProblemsList());
    remove(id);
    Eventually.holds("it was left out", () -> !empty.node().voters().isWithoutVote());
    add(empty);
    grid.awaitSameEverywhere();
    everyCallIsThere();
  }

  @Test
  @Order(4)
  void whoLeavesInGoodOrderHasHandedOverBeforeItGoes() {
    Member leaving = grid.owner(CHAOYANG);
    List<Member> others = grid.members().stream().filter(m -> !m.equals(leaving)).toList();
    leaving.node().handOver();
    assertThat(TestGrid.districts())
        .allSatisfy(
            district ->
                assertThat(others.stream().filter(m -> m.serves(district)).count()).isOne());
    Eventually.holds(
        "it has noticed that it serves nothing", () -> leaving.node().tenures().serving() == 0);
    grid.leave(leaving);
    grid.awaitServing();
    everyCallIsThere();
    grid.startAgain(leaving.index());
    grid.awaitServing();
  }

  /** Whoever was restored may have promised more than its backup knows. */
  @Test
  @Order(5)
  void aRestoredBackupComesBackWithoutAVoteUntilItIsRemovedAndAdded() throws IOException {
    Member saved = grid.members().get(grid.members().size() - 1);
    String id = saved.node().nodeId();
    Path data = grid.folder(saved.index());
    grid.leave(saved);
    Path backup = folder.resolve("backup");
    assertThat(JournalBackup.backup(data, backup)).isPositive();
    arrives();
    Files.move(data, folder.resolve("lost"));
    assertThat(JournalBackup.restore(backup, data, false)).isPositive();
    Member restored = grid.startAgain(saved.index());
    assertThat(restored.node().nodeId()).isEqualTo(id);
    Eventually.holds(
        "it is seen to have everything",
        () -> restored.node().board().missingOf(id, othersThan(id)).equals(OptionalLong.of(0)));
    assertThat(restored.node().voters().isWithoutVote()).isTrue();
    grid.awaitServing();
    remove(id);
    Eventually.holds("it was left out", () -> !restored.node().voters().isWithoutVote());
    add(restored);
    everyCallIsThere();
  }

  @Test
  @Order(6)
  void fiveBecomeOneAgain() {
    while (voters().size() > 1) {
      String going = voters().get(0);
      remove(going);
      Member member =
          grid.members().stream()
              .filter(m -> m.node().nodeId().equals(going))
              .findFirst()
              .orElseThrow();
      grid.kill(member);
      grid.awaitServing();
    }
    everyCallIsThere();
    assertThat(grid.members()).hasSize(1);
  }
}
