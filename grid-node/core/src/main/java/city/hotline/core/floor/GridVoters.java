package city.hotline.core.floor;

import city.hotline.core.moment.Decision;
import city.hotline.proto.floor.v1.ChangeVoters;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.floor.v1.VotersChanged;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has a vote in the grid, kept on the city's floor, because there must be one order of changes.
 *
 * <p>A change is two versions: first the new voters together with the former ones, then, when every
 * district began an epoch under that, the new ones alone. The node that owns the city's floor sees
 * to the latter.
 */
final class GridVoters {
  private final String district;
  private @Nullable VoterSet voters;

  GridVoters(String district, @Nullable VoterSet voters) {
    this.district = district;
    this.voters = voters;
  }

  @Nullable VoterSet now() {
    return voters;
  }

  void changed(VoterSet next) {
    voters = next;
  }

  /** Refuses INVALID_FIELD, WRONG_SHARD, VOTERS_CHANGED. */
  Decision<FloorEvent> change(ChangeVoters command) {
    VoterSet next = command.getVoters();
    Set<String> distinct = new HashSet<>(next.getVotersList());
    if (distinct.isEmpty() || distinct.size() < next.getVotersCount()) {
      return Decision.invalidField(
          "voters.voters", next.getVotersList(), "at least one, each of them once");
    }
    if (!isOneStep(next)) {
      return Decision.invalidField(
          "voters.former", next.getFormerList(), "the voters but for one that comes or goes");
    }
    Decision<FloorEvent> elsewhere = CityFloor.refuseElsewhere(district, "The voters are changed");
    if (elsewhere != null) {
      return elsewhere;
    }
    if (!follows(next)) {
      long version = voters == null ? next.getVersion() : voters.getVersion();
      return Decision.refused(
          Refusal.REFUSAL_VOTERS_CHANGED,
          Map.of("version", Long.toString(version)),
          "The voters were changed meanwhile, or are being changed: look at them, then try again.");
    }
    return Decision.accepted(
        Reply.getDefaultInstance(),
        List.of(
            FloorEvent.newBuilder()
                .setVotersChanged(VotersChanged.newBuilder().setVoters(next))
                .build()));
  }

  /** With former voters, one comes or goes; without, a change ends or is forced. */
  private static boolean isOneStep(VoterSet next) {
    if (next.getFormerCount() == 0) {
      return true;
    }
    Set<String> smaller = new HashSet<>(next.getVotersList());
    Set<String> larger = new HashSet<>(next.getFormerList());
    if (smaller.size() > larger.size()) {
      Set<String> swapped = smaller;
      smaller = larger;
      larger = swapped;
    }
    return larger.size() - smaller.size() == 1 && larger.containsAll(smaller);
  }

  private boolean follows(VoterSet next) {
    VoterSet now = voters;
    if (next.hasForced()) {
      return now == null || next.getVersion() > now.getVersion();
    }
    if (now == null) {
      return next.getVersion() == 2 && next.getFormerCount() > 0;
    }
    boolean ends = now.getFormerCount() > 0;
    return next.getVersion() == now.getVersion() + 1
        && (ends
            ? next.getFormerCount() == 0 && next.getVotersList().equals(now.getVotersList())
            : next.getFormerList().equals(now.getVotersList()));
  }
}
