package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.proto.floor.v1.ChangeVoters;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.ForcedVoters;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.shard.v1.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One order of changes, one voter at a time. */
class GridVotersTest {
  private final FloorStage city = new FloorStage(Directory.CITY);

  private static VoterSet.Builder set(long version, String voters, String former) {
    return VoterSet.newBuilder()
        .setVersion(version)
        .addAllVoters(List.of(voters.split("")))
        .addAllFormer(former.isEmpty() ? List.of() : List.of(former.split("")));
  }

  private static FloorCommand change(VoterSet.Builder set) {
    return FloorCommand.newBuilder()
        .setChangeVoters(ChangeVoters.newBuilder().setVoters(set))
        .build();
  }

  @Test
  void aChangeBeginsAndEndsAndTheNextOneFollows() {
    assertThat(city.floor.voters()).isEmpty();
    city.accepted(change(set(2, "ABCD", "ABC")));
    city.accepted(change(set(3, "ABCD", "")));
    city.accepted(change(set(4, "BCD", "ABCD")));
    assertThat(city.floor.voters()).hasValue(set(4, "BCD", "ABCD").build());
  }

  @Test
  void ofTwoOperatorsAtOnceOneWins() {
    city.accepted(change(set(2, "ABCD", "ABC")));
    city.refused(change(set(2, "AB", "ABC")), Refusal.REFUSAL_VOTERS_CHANGED);
    city.refused(change(set(3, "ABCDE", "ABCD")), Refusal.REFUSAL_VOTERS_CHANGED);
    city.refused(change(set(3, "AB", "")), Refusal.REFUSAL_VOTERS_CHANGED);
    city.accepted(change(set(3, "ABCD", "")));
    city.refused(change(set(4, "ABC", "ABCE")), Refusal.REFUSAL_VOTERS_CHANGED);
  }

  @Test
  void theFirstChangeHasFormerVoters() {
    city.refused(change(set(2, "ABCD", "")), Refusal.REFUSAL_VOTERS_CHANGED);
    city.refused(change(set(4, "ABCD", "ABC")), Refusal.REFUSAL_VOTERS_CHANGED);
  }

  @Test
  void refusesMoreThanOneStepAndNobody() {
    city.refusedField(change(set(2, "ABCDE", "ABC")), "voters.former");
    city.refusedField(change(set(2, "ABD", "ABC")), "voters.former");
    city.refusedField(change(set(2, "ABC", "ABC")), "voters.former");
    city.refusedField(change(set(2, "ABCC", "ABC")), "voters.voters");
    city.refusedField(change(VoterSet.newBuilder().setVersion(2)), "voters.voters");
  }

  @Test
  void refusesToChangeThemAnywhereButOnTheCitysFloor() {
    new FloorStage().refused(change(set(2, "ABCD", "ABC")), Refusal.REFUSAL_WRONG_SHARD);
  }

  @Test
  void takesNoteOfForcedOnes() {
    city.accepted(change(set(2, "ABCD", "ABC")));
    VoterSet.Builder forced = set(1_002, "A", "").setForced(ForcedVoters.getDefaultInstance());
    city.accepted(change(forced));
    city.refused(change(forced), Refusal.REFUSAL_VOTERS_CHANGED);
    city.accepted(change(set(1_003, "AB", "A")));
  }
}
