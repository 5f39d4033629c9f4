package city.hotline.node.endpoint;

import city.hotline.core.arrival.CallLife;
import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallProgress;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.shard.v1.CommandRefused;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.telephony.v1.HeldCall;
import city.hotline.proto.telephony.v1.ReconcileCallsRequest;
import city.hotline.proto.telephony.v1.ReconcileCallsResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares the calls a switch has with those the floor has, on the owner's node. What the read
 * suspects, an ordinary command settles: a call that the switch does not have is hung up by one,
 * and that the grid does not have a call is told only when one was refused for it. A node that lost
 * the floor without knowing it yet therefore ends nothing.
 */
final class SwitchReconciler {

  /** Commands of one request at most, for each side; the rest is told as left. */
  private static final int MOST_AT_ONCE = 256;

  private final Sequencer sequencer;
  private final String district;
  private final ReconcileCallsRequest request;
  private final ReconcileCallsResponse.Builder found = ReconcileCallsResponse.newBuilder();

  SwitchReconciler(Sequencer sequencer, ReconcileCallsRequest request) {
    this.sequencer = sequencer;
    this.district = request.getDistrict();
    this.request = request;
  }

  CompletableFuture<ReconcileCallsResponse> reconcile() {
    return SwitchDesk.read(sequencer, district).thenCompose(floor -> settle(floor.calls()));
  }

  private CompletableFuture<ReconcileCallsResponse> settle(List<Call> calls) {
    List<Call> goneThere = goneThere(calls);
    List<HeldCall> goneHere = goneHere(calls);
    found.setLeft(
        Math.max(0, goneThere.size() - MOST_AT_ONCE) + Math.max(0, goneHere.size() - MOST_AT_ONCE));
    Stream<CompletableFuture<Void>> there =
        goneThere.stream().limit(MOST_AT_ONCE).map(this::hangUp);
    Stream<CompletableFuture<Void>> here = goneHere.stream().limit(MOST_AT_ONCE).map(this::ask);
    return CompletableFuture.allOf(Stream.concat(there, here).toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> found.build());
  }

  /** What the switch does not have, of those that it can have known of when it made its list. */
  private List<Call> goneThere(List<Call> calls) {
    Set<String> has = new HashSet<>();
    request.getCallsList().forEach(held -> has.add(held.getSwitchCallId()));
    String youngest = request.getYoungestCallId();
    long last = youngest.isEmpty() ? 0 : CallLife.numberOf(youngest);
    return calls.stream()
        .filter(call -> call.getSwitchId().equals(request.getSwitchId()))
        .filter(call -> CallLife.numberOf(call.getCallId()) <= last)
        .filter(call -> call.getState() != CallState.CALL_STATE_WRAPPING)
        .filter(call -> !CallLife.isCalledBack(call))
        .filter(call -> !has.contains(call.getSwitchCallId()))
        .toList();
  }

  private List<HeldCall> goneHere(List<Call> calls) {
    Set<String> live =
        calls.stream()
            .filter(call -> call.getState() != CallState.CALL_STATE_WRAPPING)
            .map(Call::getCallId)
            .collect(Collectors.toSet());
    return request.getCallsList().stream()
        .filter(held -> !held.getCallId().isEmpty() && !live.contains(held.getCallId()))
        .toList();
  }

  private CompletableFuture<Void> hangUp(Call call) {
    return submit(
        call.getCallId(),
        CallProgress.CALL_PROGRESS_HUNG_UP,
        refused -> found.addHungUp(call.getCallId()));
  }

  /** Ringing changes nothing; the refusal says, for certain, how the call stands. */
  private CompletableFuture<Void> ask(HeldCall held) {
    return submit(
        held.getCallId(),
        CallProgress.CALL_PROGRESS_RINGING,
        refused -> {
          if (refused.getReason() == Refusal.REFUSAL_UNKNOWN_CALL
              || refused
                  .getMetadataOrDefault("state", "")
                  .equals(CallLife.nameOf(CallState.CALL_STATE_WRAPPING))) {
            found.addToHangUp(held.getSwitchCallId());
          }
        });
  }

  private CompletableFuture<Void> submit(
      String callId, CallProgress progress, Consumer<CommandRefused> settled) {
    return SwitchLeases.submit(sequencer, district, callId, progress)
        .handle(
            (answer, failure) -> {
              CommandRefused refused =
                  answer instanceof Answer.Refused no
                      ? no.refusal()
                      : CommandRefused.getDefaultInstance();
              synchronized (found) {
                if (answer == null || isTransient(refused)) {
                  found.setLeft(found.getLeft() + 1);
                } else {
                  settled.accept(refused);
                }
              }
              return null;
            });
  }

  private static boolean isTransient(CommandRefused refused) {
    return refused.getReason().getNumber() >= Refusal.REFUSAL_ALREADY_DRIVEN_VALUE;
  }
}
