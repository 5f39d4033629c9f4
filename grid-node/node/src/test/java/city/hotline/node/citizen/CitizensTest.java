package city.hotline.node.citizen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.hotline.node.citizen.Erasing.Erased;
import city.hotline.node.citizen.KeyWorld.Member;
import city.hotline.proto.citizen.v1.Sealed;
import city.hotline.proto.citizen.v1.Withheld;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.ReportOrder;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.grid.v1.KeepKeysRequest;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sealed is opened by all who have the key, and by nobody once it is destroyed. */
class CitizensTest {
  private static final String PHONE = "13812345678";
  private static final Requester LI =
      Requester.newBuilder().setName("李明").setPhone(PHONE).setAddress("东大桥路1号").build();

  @TempDir private Path folder = Path.of("");
  private KeyWorld world = new KeyWorld();

  @BeforeEach
  void begin() {
    world = new KeyWorld(folder, GridSecret.development());
  }

  @AfterEach
  void end() {
    world.close();
  }

  private static ShardCommand report(Requester requester) {
    return ShardCommand.newBuilder()
        .setDocket(
            DocketCommand.newBuilder()
                .setReportOrder(
                    ReportOrder.newBuilder()
                        .setDraft(OrderDraft.newBuilder().setRequester(requester))))
        .build();
  }

  private static Requester of(ShardCommand command) {
    return command.getDocket().getReportOrder().getDraft().getRequester();
  }

  private Requester sealed(String member, Requester plain) {
    return of(world.member(member).citizens.seal(report(plain)).join());
  }

  private Requester opened(String member, Requester sealed) {
    return of(world.member(member).citizens.open(report(sealed)).message());
  }

  private static Requester withheld(Withheld why) {
    return Requester.newBuilder().setWithheld(why).build();
  }

  private static CannotSeal refused(ThrowingCallable sealing) {
    CompletionException thrown = catchThrowableOfType(CompletionException.class, sealing);
    assertThat(thrown.getCause()).isInstanceOf(CannotSeal.class);
    return (CannotSeal) Objects.requireNonNull(thrown.getCause());
  }

  @Test
  void nothingOfTheCitizenIsLeftInTheCommandAndEveryMemberOpensIt() {
    ShardCommand command = world.member("A").citizens.seal(report(LI)).join();
    assertThat(new String(command.toByteArray(), StandardCharsets.UTF_8))
        .doesNotContain(PHONE, "12345678", "李明", "东大桥路");
    assertThat(of(command).getSealed().getWithPhone()).isTrue();
    for (String member : KeyWorld.NAMES) {
      assertThat(opened(member, of(command))).isEqualTo(LI);
    }
  }

  @Test
  void aNewCitizenCostsOneRoundAndAKnownOneNothing() {
    Requester first = sealed("A", LI);
    assertThat(world.calls).isEqualTo(2);
    Requester second = sealed("A", LI.toBuilder().setAddress("elsewhere").build());
    assertThat(world.calls).isEqualTo(2);
    assertThat(second.getSealed().getKeyId()).isEqualTo(first.getSealed().getKeyId());
    assertThat(second.getSealed().getContent()).isNotEqualTo(first.getSealed().getContent());
    // Known at B by its key, whose majority B has not heard of.
    assertThat(sealed("B", LI).getSealed().getKeyId()).isEqualTo(first.getSealed().getKeyId());
    assertThat(world.calls).isEqualTo(4);
  }

  @Test
  void theSameHoweverThePhoneIsWritten() {
    ByteString key = sealed("A", LI).getSealed().getKeyId();
    Requester other = LI.toBuilder().setPhone("+86 138-1234-5678").build();
    assertThat(sealed("A", other).getSealed().getKeyId()).isEqualTo(key);
  }

  @Test
  void whoCannotBeKnownAgainIsNeverTheSame() {
    Requester anonymous = Requester.newBuilder().setPhone("anonymous").setName("王").build();
    Requester one = sealed("A", anonymous);
    Requester other = sealed("A", anonymous);
    assertThat(one.getSealed().getKeyId()).isNotEqualTo(other.getSealed().getKeyId());
    assertThat(opened("B", one)).isEqualTo(anonymous);
  }

  @Test
  void whoSaysNothingIsNotSealed() {
    assertThat(sealed("A", withheld(Withheld.WITHHELD_ERASED)))
        .isEqualTo(Requester.getDefaultInstance());
    assertThat(world.calls).isZero();
  }

  @Test
  void aChangedBitOrAnotherNameIsNotOpened() {
    Requester sealed = sealed("A", LI);
    byte[] content = sealed.getSealed().getContent().toByteArray();
    content[content.length - 20] ^= 1;
    Sealed.Builder changed =
        sealed.getSealed().toBuilder().setContent(ByteString.copyFrom(content));
    assertThat(opened("A", Requester.newBuilder().setSealed(changed).build()))
        .isEqualTo(withheld(Withheld.WITHHELD_UNREADABLE));
    ByteString another =
        sealed("A", LI.toBuilder().setPhone("13900000000").build()).getSealed().getKeyId();
    Sealed.Builder swapped = sealed.getSealed().toBuilder().setKeyId(another);
    assertThat(opened("A", Requester.newBuilder().setSealed(swapped).build()))
        .isEqualTo(withheld(Withheld.WITHHELD_UNREADABLE));
  }

  @Test
  void aKeyThatNoMajorityHasSealsNothing() {
    world.away.add("B");
    world.away.add("C");
    CannotSeal why = refused(() -> world.member("A").citizens.seal(report(LI)).join());
    assertThat(why.reason()).isEqualTo(Refusal.REFUSAL_KEY_NOT_KEPT);
    world.away.remove("C");
    assertThat(opened("C", sealed("A", LI))).isEqualTo(LI);
  }

  @Test
  void whatIsTooLongIsRefusedBeforeItIsSealed() {
    Requester endless = Requester.newBuilder().setName("n".repeat(201)).build();
    CannotSeal why = refused(() -> world.member("A").citizens.seal(report(endless)).join());
    assertThat(why.reason()).isEqualTo(Refusal.REFUSAL_INVALID_FIELD);
    assertThat(why.metadata()).containsEntry("field", "draft.requester.name");
  }

  @Test
  void eraseDestroysAllKeysOfTheCitizenEverywhere() {
    Requester first = sealed("A", LI);
    // Each has it in memory now.
    KeyWorld.NAMES.forEach(member -> assertThat(opened(member, first)).isEqualTo(LI));
    Erased erased = world.member("B").erasing.phone(PHONE).join();
    assertThat(erased).isEqualTo(new Erased(1, Set.of("A", "B", "C"), Set.of()));
    for (String member : KeyWorld.NAMES) {
      assertThat(opened(member, first)).isEqualTo(withheld(Withheld.WITHHELD_ERASED));
      assertThat(world.member(member).citizens.namesOf(PHONE)).hasSize(1);
    }
    assertThat(world.member("B").erasing.phone(PHONE).join().keys()).as("repeated").isZero();
    // Who calls again is somebody new.
    Requester second = sealed("A", LI);
    assertThat(second.getSealed().getKeyId()).isNotEqualTo(first.getSealed().getKeyId());
    assertThat(opened("C", second)).isEqualTo(LI);
    assertThat(opened("C", first)).isEqualTo(withheld(Withheld.WITHHELD_ERASED));
  }

  @Test
  void eraseByOneKeyDestroysAllOfTheSamePhone() {
    // Two members that did not hear of each other's key.
    world.away.add("B");
    Requester one = sealed("A", LI);
    world.away.clear();
    world.away.add("A");
    Member b = world.member("B");
    Requester other = of(b.citizens.seal(report(LI)).join());
    world.away.clear();
    world.rounds();
    assertThat(b.erasing.key(one.getSealed().getKeyId()).join().keys())
        .isEqualTo(one.getSealed().getKeyId().equals(other.getSealed().getKeyId()) ? 1 : 2);
    assertThat(opened("A", one)).isEqualTo(withheld(Withheld.WITHHELD_ERASED));
    assertThat(opened("A", other)).isEqualTo(withheld(Withheld.WITHHELD_ERASED));
  }

  @Test
  void eraseNeedsAMajority() {
    sealed("A", LI);
    world.away.add("B");
    world.away.add("C");
    assertThat(refused(() -> world.member("A").erasing.phone(PHONE).join()).reason())
        .isEqualTo(Refusal.REFUSAL_KEY_NOT_KEPT);
  }

  @Test
  void whoWasAwayShowsNothingUntilItHasHeardOfIt() {
    Requester sealed = sealed("A", LI);
    world.away.add("C");
    Erased erased = world.member("A").erasing.phone(PHONE).join();
    assertThat(erased.toCome()).containsExactly("C");
    Member c = world.startAgain("C");
    assertThat(opened("C", sealed)).isEqualTo(withheld(Withheld.WITHHELD_KEY_NOT_HERE));
    assertThat(c.citizens.open(sealed).complete()).isFalse();
    world.away.clear();
    world.rounds();
    assertThat(opened("C", sealed)).isEqualTo(withheld(Withheld.WITHHELD_ERASED));
    assertThat(c.store.of(GridSecret.development().citizenOf(PHONE).orElseThrow())).isEmpty();
  }

  @Test
  void whoSleptIsNotBelievedItsOwnMemory() {
    Requester sealed = sealed("C", LI);
    assertThat(opened("C", sealed)).isEqualTo(LI);
    world.away.add("C");
    world.member("A").erasing.phone(PHONE).join();
    world.nanos += TimeUnit.SECONDS.toNanos(11);
    assertThat(opened("C", sealed)).isEqualTo(withheld(Withheld.WITHHELD_KEY_NOT_HERE));
  }

  @Test
  void whoStillHasADestroyedKeyIsToldWhenItWantsToSealWithIt() {
    Requester first = sealed("A", LI);
    world.away.add("C");
    world.member("A").erasing.phone(PHONE).join();
    world.away.clear();
    world.startAgain("C");
    Requester second = sealed("C", LI);
    assertThat(second.getSealed().getKeyId()).isNotEqualTo(first.getSealed().getKeyId());
    world.rounds();
    assertThat(opened("B", second)).isEqualTo(LI);
  }

  @Test
  void whoWasAwayFetchesTheKeysItMissedPageByPage() {
    world.away.add("C");
    for (int i = 0; i < KeyStore.MOST_ROWS + 10; i++) {
      sealed("A", LI.toBuilder().setPhone("139" + (10_000_000 + i)).build());
    }
    Requester last = sealed("A", LI);
    world.away.clear();
    world.rounds();
    assertThat(opened("C", last)).isEqualTo(LI);
    // What it took in is a change of its own store, which the others look through once.
    world.rounds();
    int calls = world.calls;
    world.rounds();
    assertThat(world.calls - calls).as("nothing new, one question each").isEqualTo(6);
  }

  @Test
  void membersOfAnotherSecretAreTurnedAway() {
    KeepKeysRequest request =
        KeepKeysRequest.newBuilder().setSecretMark(ByteString.copyFromUtf8("another")).build();
    assertThat(world.member("A").keys.keep(request)).isCompletedExceptionally();
  }
}
