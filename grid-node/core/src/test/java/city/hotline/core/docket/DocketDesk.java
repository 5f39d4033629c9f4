package city.hotline.core.docket;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directories;
import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.order.OpenBook;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AskCoHandler;
import city.hotline.proto.docket.v1.AskExtension;
import city.hotline.proto.docket.v1.AskPending;
import city.hotline.proto.docket.v1.AttachReference;
import city.hotline.proto.docket.v1.Attachment;
import city.hotline.proto.docket.v1.AttemptOutcome;
import city.hotline.proto.docket.v1.ClaimFollowUp;
import city.hotline.proto.docket.v1.ContactCitizen;
import city.hotline.proto.docket.v1.DecideAppeal;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.EndPending;
import city.hotline.proto.docket.v1.FinishPart;
import city.hotline.proto.docket.v1.MergeOrder;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.ReclassifyOrder;
import city.hotline.proto.docket.v1.RecordAnswers;
import city.hotline.proto.docket.v1.RecordAttempt;
import city.hotline.proto.docket.v1.ReleaseFollowUp;
import city.hotline.proto.docket.v1.ReplyOrder;
import city.hotline.proto.docket.v1.ReportOrder;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.ReturnOrder;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.docket.v1.SignOrder;
import city.hotline.proto.docket.v1.SplitOrder;
import city.hotline.proto.docket.v1.Tick;
import city.hotline.proto.docket.v1.UrgeOrder;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** A docket with a hand-set clock, to tell stories with: asks, expects, and keeps what happened. */
final class DocketDesk {

  static final String DISTRICT = "110105";
  static final String STREET = "110105001";
  static final String COMMUNITY = "110105001024";
  static final String WATER_CUT = "030105";
  static final String FALLING_PLASTER = "030205";
  static final String RUBBISH = "010101";
  static final String UNLAWFUL_BUILDING = "010301";
  static final String INQUIRY = "010109";

  final Directory directory = Directory.beijing();
  final List<DocketEvent> events = new ArrayList<>();
  final List<Moment> moments = new ArrayList<>();
  private final String docketCode;
  Docket docket;
  private long nowMs;

  DocketDesk(String docketCode, String began) {
    this(docketCode, began, Directory.beijing());
  }

  DocketDesk(String docketCode, String began, Directories directories) {
    this.docketCode = docketCode;
    this.nowMs = OffsetDateTime.parse(began).toInstant().toEpochMilli();
    this.docket =
        Docket.founded(directory.districtOf(docketCode), docketCode, directories, moment());
  }

  static DocketDesk ofStreet() {
    return new DocketDesk(STREET, "2026-11-24T09:00:00+08:00");
  }

  static DocketDesk ofDistrict() {
    return new DocketDesk(DISTRICT, "2026-11-24T09:00:00+08:00");
  }

  Moment moment() {
    return Moment.newBuilder().setTime(Times.timestamp(nowMs)).build();
  }

  long nowMs() {
    return nowMs;
  }

  void pass(Duration time) {
    nowMs += time.toMillis();
  }

  void goTo(String time) {
    nowMs = OffsetDateTime.parse(time).toInstant().toEpochMilli();
  }

  Decision<DocketEvent> decide(DocketCommand command) {
    return docket.decide(command, moment());
  }

  /** Asks, applies, and returns what happened. */
  List<EventCase> accepts(DocketCommand command) {
    Decision<DocketEvent> decision = decide(command);
    assertThat(decision).as("%s", command).isInstanceOf(Decision.Accepted.class);
    Decision.Accepted<DocketEvent> accepted = (Decision.Accepted<DocketEvent>) decision;
    List<EventCase> happened = new ArrayList<>();
    for (DocketEvent event : accepted.events()) {
      docket.apply(event, moment());
      events.add(event);
      moments.add(moment());
      happened.add(event.getEventCase());
      assertThat(docket.figures().getTotal().getOpened())
          .as("conservation after %s", event)
          .isEqualTo(open().size() + docket.figures().getTotal().getClosed());
    }
    assertThat(docket.figures().getViolations()).as("after %s", command).isZero();
    return happened;
  }

  /** All orders that are not closed. */
  List<Order> open() {
    return docket.open().get().stream().map(OpenBook::unpacked).toList();
  }

  /** Ticks until nothing is due, and returns what happened. */
  List<EventCase> ticks() {
    List<EventCase> happened = new ArrayList<>();
    while (docket.nextDeadlineMs() <= nowMs) {
      happened.addAll(accepts(tick()));
    }
    return happened;
  }

  /** Asks, expects a refusal and that it left no trace. */
  Decision.Refused<DocketEvent> refuses(DocketCommand command, Refusal reason) {
    var before = docket.snapshot();
    Decision<DocketEvent> decision = decide(command);
    assertThat(decision).as("%s", command).isInstanceOf(Decision.Refused.class);
    Decision.Refused<DocketEvent> refused = (Decision.Refused<DocketEvent>) decision;
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.advice()).isNotBlank();
    assertThat(docket.snapshot()).isEqualTo(before);
    return refused;
  }

  Order order(String id) {
    return docket.order(id).orElseThrow();
  }

  OrderDraft draft(String classCode) {
    boolean street = directory.isStreet(docketCode);
    return OrderDraft.newBuilder()
        .setClassCode(classCode)
        .setDistrict(directory.districtOf(docketCode))
        .setStreet(street ? docketCode : "")
        .setText("暖气不热")
        .setRequester(
            Requester.newBuilder().setName("王某").setPhone("13800000000").setAddress("1号楼"))
        .build();
  }

  /** Brings an order into follow-up. */
  void handles(String id, String unit) {
    accepts(sign(id, unit));
    accepts(reply(id, unit));
  }

  /** Opens an order that the street signs and contacts the citizen about. */
  void hasInHand(String id, String classCode) {
    accepts(open(id, classCode));
    accepts(sign(id, STREET));
    accepts(contact(id, STREET));
  }

  DocketCommand open(String id, String classCode) {
    return open(id, draft(classCode));
  }

  static DocketCommand open(String id, OrderDraft draft) {
    return DocketCommand.newBuilder()
        .setOpenOrder(OpenOrder.newBuilder().setOrderId(id).setCallId("call-" + id).setDraft(draft))
        .build();
  }

  static DocketCommand sign(String id, String unit) {
    return DocketCommand.newBuilder()
        .setSignOrder(SignOrder.newBuilder().setOrderId(id).setUnit(unit))
        .build();
  }

  static DocketCommand reply(String id, String unit) {
    return reply(id, unit, "已上门维修");
  }

  static DocketCommand reply(String id, String unit, String text) {
    return DocketCommand.newBuilder()
        .setReplyOrder(ReplyOrder.newBuilder().setOrderId(id).setUnit(unit).setText(text))
        .build();
  }

  static DocketCommand sendBack(String id, String unit) {
    return sendBack(id, unit, "不属于本街道职责");
  }

  static DocketCommand sendBack(String id, String unit, String reason) {
    return DocketCommand.newBuilder()
        .setReturnOrder(ReturnOrder.newBuilder().setOrderId(id).setUnit(unit).setReason(reason))
        .build();
  }

  static DocketCommand contact(String id, String unit) {
    return DocketCommand.newBuilder()
        .setContactCitizen(ContactCitizen.newBuilder().setOrderId(id).setUnit(unit))
        .build();
  }

  static DocketCommand askTime(String id, String unit, int hours) {
    return DocketCommand.newBuilder()
        .setAskExtension(
            AskExtension.newBuilder()
                .setOrderId(id)
                .setUnit(unit)
                .setHours(hours)
                .setReason("等待配件"))
        .build();
  }

  static DocketCommand askPending(String id, String unit, int days) {
    return DocketCommand.newBuilder()
        .setAskPending(
            AskPending.newBuilder().setOrderId(id).setUnit(unit).setDays(days).setReason("规划未定"))
        .build();
  }

  static DocketCommand grant(String id, String unit) {
    return sendTo(id, unit, "");
  }

  static DocketCommand sendTo(String id, String unit, String toUnit) {
    return decision(id, unit, true, "同意", toUnit);
  }

  static DocketCommand deny(String id, String unit) {
    return decision(id, unit, false, "不同意", "");
  }

  static DocketCommand decision(
      String id, String unit, boolean granted, String note, String toUnit) {
    return DocketCommand.newBuilder()
        .setDecideAppeal(
            DecideAppeal.newBuilder()
                .setOrderId(id)
                .setUnit(unit)
                .setGranted(granted)
                .setNote(note)
                .setToUnit(toUnit))
        .build();
  }

  static DocketCommand askHelp(String id, String unit, String coHandler) {
    return DocketCommand.newBuilder()
        .setAskCoHandler(
            AskCoHandler.newBuilder()
                .setOrderId(id)
                .setUnit(unit)
                .setCoHandler(coHandler)
                .setNote("请协助"))
        .build();
  }

  static DocketCommand finishPart(String id, String unit) {
    return DocketCommand.newBuilder()
        .setFinishPart(FinishPart.newBuilder().setOrderId(id).setUnit(unit).setText("已协助"))
        .build();
  }

  static DocketCommand urge(String id, String note) {
    return DocketCommand.newBuilder()
        .setUrgeOrder(UrgeOrder.newBuilder().setOrderId(id).setCallId("call-2").setNote(note))
        .build();
  }

  static DocketCommand endPending(String id, String unit) {
    return DocketCommand.newBuilder()
        .setEndPending(EndPending.newBuilder().setOrderId(id).setUnit(unit))
        .build();
  }

  static DocketCommand answers(String id, Answers answers) {
    return DocketCommand.newBuilder()
        .setRecordAnswers(RecordAnswers.newBuilder().setOrderId(id).setAnswers(answers))
        .build();
  }

  static DocketCommand answers(String id, Resolution resolution, Satisfaction satisfaction) {
    return answers(
        id,
        Answers.newBuilder()
            .setResponded(true)
            .setResolution(resolution)
            .setSatisfaction(satisfaction)
            .build());
  }

  static DocketCommand solved(String id) {
    return answers(id, Resolution.RESOLUTION_YES, Satisfaction.SATISFACTION_SATISFIED);
  }

  static DocketCommand notSolved(String id) {
    return answers(id, Resolution.RESOLUTION_NO, Satisfaction.SATISFACTION_DISSATISFIED);
  }

  static DocketCommand merge(String id, String unit, String parent) {
    return DocketCommand.newBuilder()
        .setMergeOrder(MergeOrder.newBuilder().setOrderId(id).setUnit(unit).setParentId(parent))
        .build();
  }

  static DocketCommand split(String id, String unit) {
    return DocketCommand.newBuilder()
        .setSplitOrder(SplitOrder.newBuilder().setOrderId(id).setUnit(unit))
        .build();
  }

  static DocketCommand reclassify(String id, String classCode) {
    return DocketCommand.newBuilder()
        .setReclassifyOrder(
            ReclassifyOrder.newBuilder().setOrderId(id).setClassCode(classCode).setReason("归类有误"))
        .build();
  }

  static DocketCommand attempt(String id, AttemptOutcome outcome) {
    return DocketCommand.newBuilder()
        .setRecordAttempt(RecordAttempt.newBuilder().setOrderId(id).setOutcome(outcome))
        .build();
  }

  static DocketCommand claim(String id, String by) {
    return DocketCommand.newBuilder()
        .setClaimFollowUp(ClaimFollowUp.newBuilder().setOrderId(id).setBy(by))
        .build();
  }

  static DocketCommand claimByRobot(String id, String by) {
    return DocketCommand.newBuilder()
        .setClaimFollowUp(ClaimFollowUp.newBuilder().setOrderId(id).setBy(by).setRobot(true))
        .build();
  }

  static DocketCommand release(String id, String by) {
    return DocketCommand.newBuilder()
        .setReleaseFollowUp(ReleaseFollowUp.newBuilder().setOrderId(id).setBy(by))
        .build();
  }

  static DocketCommand attach(String id, String unit, Attachment attachment) {
    return DocketCommand.newBuilder()
        .setAttachReference(
            AttachReference.newBuilder().setOrderId(id).setUnit(unit).setAttachment(attachment))
        .build();
  }

  static Attachment attachment(String reference) {
    return Attachment.newBuilder()
        .setReference(reference)
        .setMediaType("image/jpeg")
        .setSha256(ByteString.copyFrom(new byte[32]))
        .setSize(120_000)
        .build();
  }

  static DocketCommand report(OrderDraft draft, String channel) {
    return DocketCommand.newBuilder()
        .setReportOrder(ReportOrder.newBuilder().setDraft(draft).setChannel(channel))
        .build();
  }

  /** Calls the citizen as often as the rules ask for, then records that nobody was reached. */
  List<EventCase> reachesNobody(String id) {
    accepts(attempt(id, AttemptOutcome.ATTEMPT_OUTCOME_WRONG_NUMBER));
    accepts(attempt(id, AttemptOutcome.ATTEMPT_OUTCOME_WRONG_NUMBER));
    return accepts(unreachable(id));
  }

  static DocketCommand unreachable(String id) {
    return answers(id, Answers.newBuilder().setUnreachable(true).build());
  }

  static DocketCommand tick() {
    return DocketCommand.newBuilder().setTick(Tick.getDefaultInstance()).build();
  }
}
