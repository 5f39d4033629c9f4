package city.hotline.chaos;

import city.hotline.chaos.history.History;
import city.hotline.chaos.history.Shards;
import city.hotline.chaos.history.Tape;
import city.hotline.chaos.stage.Stage;
import city.hotline.proto.grid.v1.GetCopiesResponse;
import city.hotline.proto.grid.v1.GetFiguresResponse;
import city.hotline.proto.grid.v1.ShardCopy;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Waits until nothing moves: every copy stands where all others do, before and after the figures
 * were read, nothing is in transit, and every reader was told that there is nothing new.
 */
final class Rest {
  private static final long LOOK_MS = 500;
  private static final int MARKS = 2;

  private final Stage stage;
  private final History history;
  private String problem = "";

  /** What everything was at rest. */
  record State(GetFiguresResponse figures, List<List<ShardCopy>> copies) {}

  Rest(Stage stage, History history) {
    this.stage = stage;
    this.history = history;
  }

  /** Why it was not at rest when last looked. */
  String problem() {
    return problem;
  }

  /**
   * Waits until nothing moves. What stands still for that long with something left to do, an order
   * in transit or a reader that was not told, is a state to be judged, too.
   */
  Optional<State> await(int seconds) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Map<Tape, Long> marks = new HashMap<>();
    List<Map<ShardRef, Position>> before = List.of();
    Optional<State> still = Optional.empty();
    while (System.nanoTime() < giveUp) {
      Optional<GetFiguresResponse> figures = stage.figures();
      List<List<ShardCopy>> copies =
          stage.copies().stream().map(GetCopiesResponse::getCopiesList).toList();
      List<Map<ShardRef, Position>> now = copies.stream().map(Rest::positions).toList();
      still = Optional.empty();
      if (figures.isPresent() && areTheSame(now) && now.equals(before)) {
        still = Optional.of(new State(figures.get(), copies));
        if (isDone(figures.get(), marks)) {
          return still;
        }
      } else {
        marks.clear();
      }
      before = now;
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    return still;
  }

  private boolean isDone(GetFiguresResponse figures, Map<Tape, Long> marks) {
    return readersAreThrough(marks) && figures.getCity().getInTransitNow() == 0;
  }

  private boolean areTheSame(List<Map<ShardRef, Position>> copies) {
    if (copies.isEmpty()) {
      problem = "a node does not say what it holds: " + stage.problem();
      return false;
    }
    for (Map<ShardRef, Position> copy : copies) {
      if (!copy.equals(copies.get(0))) {
        problem = difference(copies.get(0), copy);
        return false;
      }
    }
    problem = "something still moves";
    return true;
  }

  private static String difference(Map<ShardRef, Position> one, Map<ShardRef, Position> other) {
    for (Map.Entry<ShardRef, Position> shard : one.entrySet()) {
      Position there = other.getOrDefault(shard.getKey(), Position.getDefaultInstance());
      if (!there.equals(shard.getValue())) {
        return Shards.name(shard.getKey())
            + " stands at "
            + Shards.name(shard.getValue())
            + " and at "
            + Shards.name(there);
      }
    }
    return "one node has shards that another has not";
  }

  private boolean readersAreThrough(Map<Tape, Long> marks) {
    boolean through = true;
    for (Tape tape : history.tapes()) {
      long first = marks.computeIfAbsent(tape, Tape::progressMarks);
      through &= tape.progressMarks() >= first + MARKS;
    }
    return through;
  }

  private static Map<ShardRef, Position> positions(List<ShardCopy> copies) {
    Map<ShardRef, Position> positions = new HashMap<>();
    copies.forEach(c -> positions.put(c.getShard(), c.getPosition()));
    return positions;
  }
}
