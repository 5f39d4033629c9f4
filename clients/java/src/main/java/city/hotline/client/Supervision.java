package city.hotline.client;

import city.hotline.proto.floor.v1.AcknowledgeAlert;
import city.hotline.proto.floor.v1.AlertKind;
import city.hotline.proto.floor.v1.AskSeatBack;
import city.hotline.proto.floor.v1.BoostCall;
import city.hotline.proto.floor.v1.BoostReason;
import city.hotline.proto.floor.v1.ForcePresence;
import city.hotline.proto.floor.v1.LendSeat;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.ReturnSeat;
import city.hotline.proto.floor.v1.SetQueue;
import city.hotline.proto.supervision.v1.GetDayRequest;
import city.hotline.proto.supervision.v1.GetDayResponse;
import city.hotline.proto.supervision.v1.SuperviseRequest;
import city.hotline.proto.supervision.v1.SuperviseResponse;
import city.hotline.proto.supervision.v1.SupervisionServiceGrpc;
import java.util.concurrent.CompletableFuture;

/** What the supervisor of a district's floor does, and sees. Thread-safe. */
public final class Supervision {

  private final Wire wire;
  private final Link link;
  private final String district;

  Supervision(Wire wire, Link link, String district) {
    this.wire = wire;
    this.link = link;
    this.district = Districts.of(district);
  }

  /** Watches the floor: a picture at once, then whenever it has changed. */
  public FloorWatch watch(int intervalMs, FloorWatch.Listener listener) {
    return new FloorWatch(wire, district, intervalMs, listener);
  }

  /**
   * What the floor counted on a local day, taken apart by queue, hotline and quarter of an hour.
   *
   * @param day ISO, such as "2026-11-24", one of the last eight; empty for today
   */
  public CompletableFuture<GetDayResponse> day(String day) {
    var answer = new CompletableFuture<GetDayResponse>();
    var request = GetDayRequest.newBuilder().setDistrict(district).setDay(day).build();
    new Attempts<>(
            wire,
            Identity.supervisor(district),
            district,
            SupervisionServiceGrpc.getGetDayMethod(),
            request,
            answer)
        .attempt();
    return answer;
  }

  /** Says how a queue is run, at once or from the time on that the settings name. */
  public CompletableFuture<SuperviseResponse> setQueue(QueueSettings settings) {
    return supervise(
        SuperviseRequest.newBuilder().setSetQueue(SetQueue.newBuilder().setSettings(settings)));
  }

  /** Lets a waiting caller get ahead by what the queue allows for the reason. */
  public CompletableFuture<SuperviseResponse> boost(String callId, BoostReason reason) {
    return supervise(
        SuperviseRequest.newBuilder()
            .setBoostCall(BoostCall.newBuilder().setCallId(callId).setReason(reason)));
  }

  /**
   * Makes a seat ready or not, or signs it out, whatever its operator wishes. Who wants it is kept
   * in the journal.
   */
  public CompletableFuture<SuperviseResponse> forcePresence(String seatId, Presence presence) {
    return supervise(
        SuperviseRequest.newBuilder()
            .setForcePresence(ForcePresence.newBuilder().setSeatId(seatId).setPresence(presence)));
  }

  /**
   * Lends a seat of this floor, one that waits for a call, to another floor.
   *
   * @param borrower six digits
   */
  public CompletableFuture<SuperviseResponse> lend(String seatId, String borrower) {
    return supervise(
        SuperviseRequest.newBuilder()
            .setLendSeat(LendSeat.newBuilder().setSeatId(seatId).setBorrower(borrower)));
  }

  /** Asks for a seat that is lent; the borrower sends it when it has no call. */
  public CompletableFuture<SuperviseResponse> askBack(String seatId) {
    return supervise(
        SuperviseRequest.newBuilder().setAskSeatBack(AskSeatBack.newBuilder().setSeatId(seatId)));
  }

  /** Gives a seat that was lent to this floor back to its own. */
  public CompletableFuture<SuperviseResponse> giveBack(String seatId) {
    return supervise(
        SuperviseRequest.newBuilder().setReturnSeat(ReturnSeat.newBuilder().setSeatId(seatId)));
  }

  /**
   * Says that somebody looks after what is wrong.
   *
   * @param subject the queue, or the id of the seat
   */
  public CompletableFuture<SuperviseResponse> acknowledge(AlertKind kind, String subject) {
    return supervise(
        SuperviseRequest.newBuilder()
            .setAcknowledgeAlert(AcknowledgeAlert.newBuilder().setKind(kind).setSubject(subject)));
  }

  private CompletableFuture<SuperviseResponse> supervise(SuperviseRequest.Builder request) {
    return link.send(
        Identity.supervisor(district),
        district,
        SupervisionServiceGrpc.getSuperviseMethod(),
        id -> request.setDistrict(district).setRequestId(id).build());
  }
}
