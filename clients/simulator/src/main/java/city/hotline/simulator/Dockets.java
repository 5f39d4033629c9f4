package city.hotline.simulator;

import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AskCoHandler;
import city.hotline.proto.docket.v1.AskExtension;
import city.hotline.proto.docket.v1.AskPending;
import city.hotline.proto.docket.v1.AttachReference;
import city.hotline.proto.docket.v1.Attachment;
import city.hotline.proto.docket.v1.ClaimFollowUp;
import city.hotline.proto.docket.v1.ContactCitizen;
import city.hotline.proto.docket.v1.DecideAppeal;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.EndPending;
import city.hotline.proto.docket.v1.FinishPart;
import city.hotline.proto.docket.v1.MergeOrder;
import city.hotline.proto.docket.v1.MigrateOrder;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.ReclassifyOrder;
import city.hotline.proto.docket.v1.RecordAnswers;
import city.hotline.proto.docket.v1.RecordAttempt;
import city.hotline.proto.docket.v1.ReleaseFollowUp;
import city.hotline.proto.docket.v1.ReplyOrder;
import city.hotline.proto.docket.v1.ReportOrder;
import city.hotline.proto.docket.v1.ReturnOrder;
import city.hotline.proto.docket.v1.SignOrder;
import city.hotline.proto.docket.v1.SplitOrder;
import city.hotline.proto.docket.v1.Tick;
import city.hotline.proto.docket.v1.UrgeOrder;
import com.google.protobuf.ByteString;

/** Commands of a docket, in few words. */
final class Dockets {

  private static final ByteString DIGEST = ByteString.copyFrom(new byte[32]);

  private Dockets() {}

  private static DocketCommand.Builder command() {
    return DocketCommand.newBuilder();
  }

  static DocketCommand open(String order, OrderDraft draft) {
    return command()
        .setOpenOrder(
            OpenOrder.newBuilder().setOrderId(order).setCallId("call-" + order).setDraft(draft))
        .build();
  }

  static DocketCommand sign(String order, String unit) {
    return command().setSignOrder(SignOrder.newBuilder().setOrderId(order).setUnit(unit)).build();
  }

  static DocketCommand contact(String order, String unit) {
    return command()
        .setContactCitizen(ContactCitizen.newBuilder().setOrderId(order).setUnit(unit))
        .build();
  }

  static DocketCommand reply(String order, String unit, String text) {
    return command()
        .setReplyOrder(ReplyOrder.newBuilder().setOrderId(order).setUnit(unit).setText(text))
        .build();
  }

  static DocketCommand giveBack(String order, String unit, String reason) {
    return command()
        .setReturnOrder(ReturnOrder.newBuilder().setOrderId(order).setUnit(unit).setReason(reason))
        .build();
  }

  static DocketCommand extend(String order, String unit, int hours) {
    return command()
        .setAskExtension(
            AskExtension.newBuilder()
                .setOrderId(order)
                .setUnit(unit)
                .setHours(hours)
                .setReason("r"))
        .build();
  }

  static DocketCommand pend(String order, String unit, int days) {
    return command()
        .setAskPending(
            AskPending.newBuilder().setOrderId(order).setUnit(unit).setDays(days).setReason("r"))
        .build();
  }

  static DocketCommand endPending(String order, String unit) {
    return command().setEndPending(EndPending.newBuilder().setOrderId(order).setUnit(unit)).build();
  }

  static DocketCommand decide(String order, String unit, boolean granted, String toUnit) {
    return command()
        .setDecideAppeal(
            DecideAppeal.newBuilder()
                .setOrderId(order)
                .setUnit(unit)
                .setGranted(granted)
                .setNote("n")
                .setToUnit(toUnit))
        .build();
  }

  static DocketCommand ask(String order, String unit, String helper) {
    return command()
        .setAskCoHandler(
            AskCoHandler.newBuilder()
                .setOrderId(order)
                .setUnit(unit)
                .setCoHandler(helper)
                .setNote("n"))
        .build();
  }

  static DocketCommand finish(String order, String unit) {
    return command()
        .setFinishPart(FinishPart.newBuilder().setOrderId(order).setUnit(unit).setText("t"))
        .build();
  }

  static DocketCommand urge(String order) {
    return command().setUrgeOrder(UrgeOrder.newBuilder().setOrderId(order).setNote("n")).build();
  }

  static DocketCommand answer(String order, Answers answers, String by) {
    return command()
        .setRecordAnswers(
            RecordAnswers.newBuilder().setOrderId(order).setAnswers(answers).setBy(by))
        .build();
  }

  static DocketCommand merge(String order, String unit, String parent) {
    return command()
        .setMergeOrder(MergeOrder.newBuilder().setOrderId(order).setUnit(unit).setParentId(parent))
        .build();
  }

  static DocketCommand split(String order, String unit) {
    return command().setSplitOrder(SplitOrder.newBuilder().setOrderId(order).setUnit(unit)).build();
  }

  static DocketCommand reclassify(String order, String code) {
    return command()
        .setReclassifyOrder(
            ReclassifyOrder.newBuilder().setOrderId(order).setClassCode(code).setReason("r"))
        .build();
  }

  static DocketCommand migrate(String order, String directory) {
    return command()
        .setMigrateOrder(
            MigrateOrder.newBuilder().setOrderId(order).setDirectory(directory).setReason("r"))
        .build();
  }

  static DocketCommand attempt(String order, int outcome, String by) {
    return command()
        .setRecordAttempt(
            RecordAttempt.newBuilder().setOrderId(order).setOutcomeValue(outcome).setBy(by))
        .build();
  }

  static DocketCommand claim(String order, String by, boolean robot) {
    return command()
        .setClaimFollowUp(ClaimFollowUp.newBuilder().setOrderId(order).setBy(by).setRobot(robot))
        .build();
  }

  static DocketCommand release(String order, String by) {
    return command()
        .setReleaseFollowUp(ReleaseFollowUp.newBuilder().setOrderId(order).setBy(by))
        .build();
  }

  static DocketCommand attach(String order, String unit, String reference) {
    return command()
        .setAttachReference(
            AttachReference.newBuilder()
                .setOrderId(order)
                .setUnit(unit)
                .setAttachment(
                    Attachment.newBuilder()
                        .setReference(reference)
                        .setMediaType("image/jpeg")
                        .setSha256(DIGEST)
                        .setSize(1)))
        .build();
  }

  static DocketCommand report(OrderDraft draft, String channel) {
    return command()
        .setReportOrder(ReportOrder.newBuilder().setDraft(draft).setChannel(channel))
        .build();
  }

  static DocketCommand tick() {
    return command().setTick(Tick.getDefaultInstance()).build();
  }
}
