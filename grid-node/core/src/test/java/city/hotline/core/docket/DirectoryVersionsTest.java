package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.FALLING_PLASTER;
import static city.hotline.core.docket.DocketDesk.INQUIRY;
import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.TwoVersions.SECOND;
import static city.hotline.core.docket.TwoVersions.THIRD;
import static city.hotline.core.docket.TwoVersions.migrate;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Decision;
import city.hotline.core.order.OrderBook;
import city.hotline.proto.docket.v1.ClockKind;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.HandlingLimit;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderMigrated;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A version of the directory begins: what is open goes by the former one until it is migrated. */
class DirectoryVersionsTest {

  private static final String ONLY_IN_SECOND = "010199";

  private final TwoVersions versions = new TwoVersions();
  private final DocketDesk desk = new DocketDesk(STREET, "2026-11-30T23:00:00+08:00", versions);

  private String report(String classCode) {
    DocketCommand command = DocketDesk.report(desk.draft(classCode), "web");
    var accepted = (Decision.Accepted<DocketEvent>) desk.decide(command);
    desk.accepts(command);
    return accepted.reply().getOrderId();
  }

  private OrderClock reply(String id) {
    return desk.order(id).getClocksList().stream()
        .filter(clock -> clock.getKind() == ClockKind.CLOCK_KIND_REPLY)
        .findFirst()
        .orElseThrow();
  }

  private static long hours(int hours) {
    return Duration.ofHours(hours).toMillis();
  }

  @Test
  void whatIsOpenGoesByItsVersionAndWhatIsNewByTheNewOne() {
    String old = report(RUBBISH);
    String danger = report(FALLING_PLASTER);
    desk.pass(Duration.ofHours(1));
    String fresh = report(RUBBISH);
    assertThat(desk.order(old).getDraft().getDirectory()).isEmpty();
    assertThat(desk.order(fresh).getDraft().getDirectory()).isEqualTo(SECOND);
    assertThat(desk.order(old).getUnit()).isEqualTo(STREET);
    assertThat(desk.order(fresh).getUnit()).isEqualTo("M012");
    assertThat(reply(fresh).getLimitMs()).isEqualTo(hours(3));
    assertThat(reply(danger).getLimitMs()).isEqualTo(hours(2));

    // Rules of before: three units may have it, two hours are two hours, the class is known.
    desk.accepts(DocketDesk.sendBack(old, STREET));
    desk.refuses(DocketDesk.sendBack(fresh, "M012"), Refusal.REFUSAL_RETURN_NOT_ALLOWED);
    desk.accepts(DocketDesk.reclassify(danger, INQUIRY));
    desk.refuses(DocketDesk.reclassify(fresh, INQUIRY), Refusal.REFUSAL_UNKNOWN_CLASS);
    desk.refuses(DocketDesk.report(desk.draft(INQUIRY), "web"), Refusal.REFUSAL_UNKNOWN_CLASS);
  }

  @Test
  void anOrderOfACallGoesByTheVersionInWhichItWasWrittenDown() {
    desk.pass(Duration.ofHours(2));
    desk.accepts(desk.open("1", INQUIRY));
    assertThat(desk.order("1").getDraft().getDirectory()).isEmpty();
  }

  @Test
  void aReopenedOneGoesByItsOwnToo() {
    String old = report(RUBBISH);
    desk.pass(Duration.ofHours(1));
    desk.handles(old, STREET);
    desk.accepts(DocketDesk.notSolved(old));
    assertThat(reply(old).getLimitMs()).isEqualTo(hours(168));
  }

  @Test
  void migratedItsClocksAreAsIfItHadGoneByTheOtherFromItsDispatchOn() {
    String old = report(RUBBISH);
    long beganMs = desk.nowMs();
    desk.accepts(DocketDesk.sign(old, STREET));
    desk.accepts(DocketDesk.askTime(old, STREET, 24));
    desk.accepts(DocketDesk.grant(old, DocketDesk.DISTRICT));
    desk.pass(Duration.ofHours(2));
    assertThat(desk.accepts(migrate(old, SECOND))).containsExactly(EventCase.ORDER_MIGRATED);
    OrderMigrated fact = desk.events.get(desk.events.size() - 1).getOrderMigrated();
    assertThat(fact.getFormerDirectory()).isEmpty();
    assertThat(fact.getDirectory()).isEqualTo(SECOND);
    assertThat(fact.getUnit()).isEqualTo(STREET);
    assertThat(fact.getReason()).isNotEmpty();
    assertThat(desk.order(old).getLimit()).isEqualTo(HandlingLimit.HANDLING_LIMIT_EMERGENCY);
    assertThat(desk.order(old).getUnit()).isEqualTo(STREET);
    assertThat(reply(old).getDueMs()).isEqualTo(beganMs + hours(27));
    assertThat(desk.order(old).getDueAt().getSeconds() * 1000).isEqualTo(beganMs + hours(27));
    desk.refuses(migrate(old, SECOND), Refusal.REFUSAL_INVALID_FIELD);
    desk.accepts(migrate(old, ""));
    assertThat(reply(old).getDueMs()).isEqualTo(beganMs + hours(168 + 24));
    assertThat(desk.docket.figures().getTotal().getMigrated()).isEqualTo(2);
  }

  @Test
  void onlyTheVersionChangesOfAnOrderWhoseLimitHasAnotherLength() {
    String danger = report(FALLING_PLASTER);
    desk.accepts(migrate(danger, SECOND));
    assertThat(reply(danger).getLimitMs()).isEqualTo(hours(3));
    desk.pass(Duration.ofMinutes(150));
    desk.ticks();
    assertThat(desk.order(danger).getOverdue()).isFalse();
    desk.pass(Duration.ofHours(1));
    desk.ticks();
    assertThat(desk.order(danger).getOverdue()).isTrue();
  }

  @Test
  void whoRepliedLateForAnotherStaysLate() {
    String child = report(FALLING_PLASTER);
    String parent = report(RUBBISH);
    desk.accepts(DocketDesk.merge(child, STREET, parent));
    desk.pass(Duration.ofMinutes(150));
    desk.ticks();
    desk.handles(parent, STREET);
    assertThat(desk.order(child).getOverdue()).isTrue();
    desk.accepts(migrate(child, SECOND));
    assertThat(desk.order(child).getOverdue()).isTrue();
  }

  @Test
  void oneWhoseClassIsGoneIsLeft() {
    String inquiry = report(INQUIRY);
    assertThat(desk.refuses(migrate(inquiry, SECOND), Refusal.REFUSAL_UNKNOWN_CLASS).metadata())
        .containsEntry("class_code", INQUIRY);
    desk.accepts(DocketDesk.sign(inquiry, STREET));
    assertThat(desk.order(inquiry).getDraft().getDirectory()).isEmpty();
    desk.refuses(migrate("nobody", SECOND), Refusal.REFUSAL_UNKNOWN_ORDER);
    desk.refuses(migrateWithoutReason(inquiry), Refusal.REFUSAL_INVALID_FIELD);
  }

  @Test
  void oneWhoseUnitIsGoneIsLeftAndTheUnitAboveItStillDecides() {
    String rubbish = report(RUBBISH);
    desk.accepts(DocketDesk.sendBack(rubbish, STREET));
    desk.accepts(DocketDesk.sendTo(rubbish, DocketDesk.DISTRICT, "E003"));
    assertThat(desk.refuses(migrate(rubbish, SECOND), Refusal.REFUSAL_UNKNOWN_UNIT).metadata())
        .containsEntry("unit", "E003");
    assertThat(desk.order(rubbish).getDraft().getDirectory()).isEmpty();
    desk.accepts(DocketDesk.sendBack(rubbish, "E003"));
    assertThat(desk.order(rubbish).getAppeal().getDecider()).isEqualTo("M005");
    desk.accepts(DocketDesk.sendTo(rubbish, "M005", STREET));
    desk.accepts(migrate(rubbish, SECOND));
  }

  private static DocketCommand migrateWithoutReason(String id) {
    DocketCommand.Builder command = migrate(id, SECOND).toBuilder();
    command.getMigrateOrderBuilder().clearReason();
    return command.build();
  }

  @Test
  void nobodyIsWarnedOfAMergedOneThatIsMigrated() {
    String child = report(RUBBISH);
    String parent = report(RUBBISH);
    desk.accepts(DocketDesk.merge(child, STREET, parent));
    desk.accepts(migrate(child, SECOND));
    desk.pass(Duration.ofHours(4));
    desk.ticks();
    assertThat(desk.order(child).getOverdue()).isFalse();
    assertThat(reply(child).getLimitMs()).isEqualTo(hours(3));
  }

  @Test
  void whoHasNotHeardOfAVersionRefusesForNowAndAppliesAllTheSame() {
    desk.pass(Duration.ofHours(1));
    String fresh = report(RUBBISH);
    versions.heard = false;
    assertThat(
            desk.refuses(DocketDesk.sign(fresh, "M012"), Refusal.REFUSAL_DIRECTORY_NOT_HERE)
                .metadata())
        .containsEntry("version", SECOND);
    // Time does not wait for it: other orders would, too.
    desk.pass(Duration.ofHours(4));
    assertThat(desk.ticks()).contains(EventCase.MONTH_CLOSED, EventCase.ORDER_OVERDUE);
    assertThat(desk.order(fresh).getOverdue()).isTrue();
    versions.heard = true;
    desk.accepts(DocketDesk.sign(fresh, "M012"));
    versions.heard = false;
    appliesAllTheSame();
  }

  private void appliesAllTheSame() {
    Docket copy =
        Docket.founded(DocketDesk.DISTRICT, STREET, Directory.beijing(), desk.moments.get(0));
    for (int i = 0; i < desk.events.size(); i++) {
      copy.apply(desk.events.get(i), desk.moments.get(i));
    }
    assertThat(copy.snapshot()).isEqualTo(desk.docket.snapshot());
  }

  @Test
  void whatGoesByAForgottenVersionGoesByTheOneInForce() {
    desk.pass(Duration.ofHours(1));
    String rubbish = report(RUBBISH);
    String only = report(ONLY_IN_SECOND);
    versions.forgotten = true;
    desk.refuses(DocketDesk.reclassify(rubbish, ONLY_IN_SECOND), Refusal.REFUSAL_UNKNOWN_CLASS);
    desk.accepts(DocketDesk.sendBack(rubbish, "M012"));
    desk.accepts(DocketDesk.sendTo(rubbish, Directory.CITY, STREET));
    desk.accepts(DocketDesk.sendBack(rubbish, STREET));
    desk.pass(Duration.ofDays(30));
    assertThat(desk.ticks()).contains(EventCase.ORDER_OVERDUE, EventCase.APPEAL_ESCALATED);
    desk.refuses(migrate(rubbish, SECOND), Refusal.REFUSAL_DIRECTORY_NOT_HERE);
    desk.accepts(migrate(rubbish, ""));
    assertThat(desk.order(rubbish).getDraft().getDirectory()).isEmpty();

    // Whose class and unit the one in force does not have gets others, and can be migrated then.
    desk.refuses(migrate(only, ""), Refusal.REFUSAL_UNKNOWN_CLASS);
    desk.accepts(DocketDesk.reclassify(only, RUBBISH));
    desk.refuses(migrate(only, ""), Refusal.REFUSAL_UNKNOWN_UNIT);
    desk.accepts(DocketDesk.sendBack(only, "E903"));
    desk.accepts(DocketDesk.sendTo(only, Directory.CITY, STREET));
    desk.accepts(migrate(only, ""));
    appliesAllTheSame();
  }

  @Test
  void aDraftOfAForgottenVersionIsNotRefused() {
    desk.pass(Duration.ofHours(1));
    versions.forgotten = true;
    OrderDraft draft = desk.draft(ONLY_IN_SECOND).toBuilder().setDirectory(SECOND).build();
    desk.refuses(DocketDesk.report(draft, "web"), Refusal.REFUSAL_UNKNOWN_CLASS);
    desk.accepts(DocketDesk.open("1", draft));
    assertThat(desk.order("1").getUnit()).isNotEmpty();
    assertThat(desk.order("1").getLimit()).isEqualTo(HandlingLimit.HANDLING_LIMIT_GENERAL);
    desk.handles("1", desk.order("1").getUnit());
    desk.accepts(DocketDesk.notSolved("1"));
    OrderDraft later = draft.toBuilder().setDirectory("2026-12-05.3").build();
    desk.refuses(DocketDesk.open("2", later), Refusal.REFUSAL_DIRECTORY_NOT_HERE);
  }

  @Test
  void theLengthOfAForgottenLimitIsNotTakenForGrantedTime() {
    desk.pass(Duration.ofHours(1));
    String rubbish = report(RUBBISH);
    assertThat(reply(rubbish).getLimitMs()).isEqualTo(hours(3));
    versions.forgotten = true;
    desk.accepts(migrate(rubbish, ""));
    assertThat(reply(rubbish).getLimitMs()).isEqualTo(hours(168));
  }

  @Test
  void rulesOfAForgottenVersionAreNotKeptForEver() {
    DocketVersions judging =
        new DocketVersions(new OrderBook(DocketDesk.DISTRICT, STREET), versions);
    DocketRules second = judging.of(migrate("1", SECOND), desk.moment());
    assertThat(judging.of(migrate("1", SECOND), desk.moment())).isSameAs(second);
    versions.forgotten = true;
    assertThat(judging.of(migrate("1", SECOND), desk.moment())).isNull();
    assertThat(judging.of(migrate("1", THIRD), desk.moment())).isNotNull();
    versions.forgotten = false;
    assertThat(judging.of(migrate("1", SECOND), desk.moment())).isNotNull().isNotSameAs(second);
  }
}
