package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.figures.v1.ClosedDay;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.shard.v1.ShardSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Journals of every format that was ever released, checked in as "journals/format-N", replay to
 * what they replayed to when they were made.
 *
 * <p>To add one: {@code ./mvnw -pl grid-node/node -am test -Dtest=ReleasedFormatsTest
 * -Dhotline.write.journal=FOLDER -Dsurefire.failIfNoSpecifiedTests=false}, then copy the folder to
 * the test resources and name it here.
 */
class ReleasedFormatsTest {
  private static final String EXPECTED = "expected.txt";
  private static final String DISTRICT = "110105";

  @ParameterizedTest
  @ValueSource(strings = {"format-1", "format-2"})
  void replaysToWhatItReplayedToWhenItWasMade(String format, @TempDir Path temporary)
      throws IOException, URISyntaxException {
    URL found = ReleasedFormatsTest.class.getResource("/journals/" + format);
    assertThat(found).as(format).isNotNull();
    Path stored = Path.of(found.toURI());
    copy(stored, temporary.resolve("node-0"));
    try (TestGrid grid = new TestGrid(temporary, 1)) {
      GridNode node = grid.replayed(0).node();
      assertThat(lines(node)).isEqualTo(Files.readAllLines(stored.resolve(EXPECTED)));
      assertThat(node.voters().electorate().set().getVotersList()).containsExactly(node.nodeId());
      node.close();
    }
  }

  /** A format that can be read, but not served, would be worth little. */
  @ParameterizedTest
  @ValueSource(strings = {"format-1", "format-2"})
  void servesAfterIt(String format, @TempDir Path temporary)
      throws IOException, URISyntaxException {
    URL found = ReleasedFormatsTest.class.getResource("/journals/" + format);
    assertThat(found).as(format).isNotNull();
    copy(Path.of(found.toURI()), temporary.resolve("node-0"));
    try (TestGrid grid = new TestGrid(temporary, 1).started()) {
      Caller caller = grid.members().get(0).caller();
      assertThat(caller.figures().getCity().getCalls().getOffered()).isEqualTo(40);
      var id = caller.nextId();
      String call = Caller.persistently(() -> caller.arrives(id, DISTRICT, "after")).getCallId();
      assertThat(call).isEqualTo(DISTRICT + "-41");
      showsACallerThatWasNeverSealed(caller);
    }
  }

  /** Written down before citizens were sealed. */
  private static void showsACallerThatWasNeverSealed(Caller caller) {
    SeatLine seat = new SeatLine(caller, DISTRICT + "-S001");
    assertThat(seat.asks(SeatLine.signIn(caller.nextId())).hasAccepted()).isTrue();
    seat.awaitCall(CallState.CALL_STATE_OFFERED);
    assertThat(seat.call().getCallId()).isNotEqualTo(DISTRICT + "-41");
    assertThat(seat.call().getCaller().getPhone()).isEqualTo("13800000000");
    seat.hangUp();
  }

  @Test
  @EnabledIfSystemProperty(named = "hotline.write.journal", matches = ".+")
  void writesOneOfThisFormat(@TempDir Path temporary) throws IOException {
    try (TestGrid grid = new TestGrid(temporary, 1).started()) {
      Caller caller = grid.members().get(0).caller();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String name = "call-" + i;
        Thread calling = new Thread(() -> caller.arrives(caller.nextId(), DISTRICT, name), name);
        calling.start();
        callers.add(calling);
      }
      for (Thread calling : callers) {
        calling.join();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Path target = Path.of(System.getProperty("hotline.write.journal"));
    copy(temporary.resolve("node-0"), target);
    try (TestGrid grid = new TestGrid(temporary, 1)) {
      GridNode node = grid.replayed(0).node();
      Files.write(target.resolve(EXPECTED), lines(node));
      node.close();
    }
  }

  /** A line a shard: its name, its position, and what its state hashes to. */
  private static List<String> lines(GridNode node) {
    List<String> lines = new ArrayList<>();
    Map<String, ShardSnapshot> state = new TreeMap<>(TestGrid.state(node));
    state.forEach(
        (shard, snapshot) ->
            lines.add(
                shard
                    + " "
                    + snapshot.getPosition().getEpoch()
                    + "/"
                    + snapshot.getPosition().getSequence()
                    + " "
                    + hash(asItWas(snapshot).toByteArray())));
    return lines;
  }

  /** Without the counts that older versions did not take apart yet, or did not have. */
  private static ShardSnapshot asItWas(ShardSnapshot snapshot) {
    if (!snapshot.hasFloor()) {
      return snapshot;
    }
    ShardSnapshot.Builder was = snapshot.toBuilder();
    was.getFloorBuilder().clearTodayDetail().clearPulses().clearAlerts();
    was.getFloorBuilder().getClosedDaysBuilderList().forEach(ClosedDay.Builder::clearDetail);
    return was.build();
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            Path target = to.resolve(from.relativize(file).toString());
            try {
              if (Files.isDirectory(file)) {
                Files.createDirectories(target);
              } else {
                Files.copy(file, target);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
