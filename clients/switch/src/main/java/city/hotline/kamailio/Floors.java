package city.hotline.kamailio;

import city.hotline.client.HotlineException;
import city.hotline.client.InstructionWatch;
import city.hotline.client.SwitchLink;
import city.hotline.proto.floor.v1.CallProgress;
import city.hotline.proto.floor.v1.ReportProgress;
import city.hotline.proto.telephony.v1.CallAction;
import city.hotline.proto.telephony.v1.HeldCall;
import city.hotline.proto.telephony.v1.Instruction;
import city.hotline.proto.telephony.v1.InstructionSnapshot;
import city.hotline.proto.telephony.v1.ReconcileCallsRequest;
import city.hotline.proto.telephony.v1.ReconcileCallsResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The floors a switch serves: what they want of it, and whether both know of the same calls. */
final class Floors {

  private static final Logger LOG = LoggerFactory.getLogger(Floors.class);

  private final KamailioSwitch keeper;
  private final SwitchSettings settings;
  private final SwitchLink link;
  private final Map<String, InstructionWatch> watches = new HashMap<>();

  /** By district: the youngest call known to be in the grid. */
  private final Map<String, String> youngest = new HashMap<>();

  private final Set<String> snapshots = new HashSet<>();
  private final Set<String> differing = new HashSet<>();
  private final Set<String> reconciling = new HashSet<>();

  /** Everything is done under the keeper's lock. */
  Floors(KamailioSwitch keeper, SwitchSettings settings, SwitchLink link) {
    this.keeper = keeper;
    this.settings = settings;
    this.link = link;
  }

  /** The grid has this call of the floor. */
  void knows(String district, String callId) {
    if (!callId.isEmpty()) {
      youngest.merge(district, callId, (a, b) -> numberOf(a) < numberOf(b) ? b : a);
    }
  }

  private static long numberOf(String callId) {
    return callId.isEmpty() ? 0 : Long.parseLong(callId.substring(callId.lastIndexOf('-') + 1));
  }

  /** The floor and Kamailio may not have the same calls. */
  void mayDiffer(String district) {
    synchronized (keeper) {
      differing.add(district);
    }
  }

  /** Watches the floors that are not watched. */
  void watch() {
    for (String district : settings.districts()) {
      watches.computeIfAbsent(
          district, d -> link.watchInstructions(d, settings.switchId(), new Instructions(d)));
    }
  }

  /** Whether it is known which calls the floor has. */
  boolean hasSnapshot(String district) {
    return snapshots.contains(district);
  }

  void stopWatching() {
    watches.values().forEach(InstructionWatch::close);
    watches.clear();
    snapshots.clear();
  }

  /** Compares the calls of floors that may differ; again in the next round where that failed. */
  void reconcile() {
    for (String district : Set.copyOf(differing)) {
      if (settings.districts().contains(district) && reconciling.add(district)) {
        differing.remove(district);
        ReconcileCallsRequest.Builder has =
            ReconcileCallsRequest.newBuilder()
                .setDistrict(district)
                .setSwitchId(settings.switchId())
                .setYoungestCallId(youngest.getOrDefault(district, ""));
        for (SipCall call : keeper.callsOf(district)) {
          has.addCalls(
              HeldCall.newBuilder()
                  .setSwitchCallId(call.switchCallId)
                  .setCallId(call.callId == null ? "" : call.callId));
        }
        for (SipCall call : keeper.overWhileReported(district)) {
          has.addCalls(HeldCall.newBuilder().setSwitchCallId(call.switchCallId));
        }
        var unused =
            link.reconcile(has.build())
                .whenComplete((found, thrown) -> reconciled(district, found, thrown));
      }
    }
  }

  private void reconciled(
      String district, @Nullable ReconcileCallsResponse found, @Nullable Throwable thrown) {
    synchronized (keeper) {
      reconciling.remove(district);
      if (found == null) {
        LOG.warn("floor {} was not reconciled: {}", district, String.valueOf(thrown));
        differing.add(district);
        return;
      }
      if (found.getLeft() > 0) {
        differing.add(district);
      }
      if (found.getHungUpCount() + found.getToHangUpCount() > 0) {
        LOG.info(
            "floor {}: {} calls were over here and are now in the grid, {} are over there",
            district,
            found.getHungUpCount(),
            found.getToHangUpCount());
      }
      for (String switchCallId : found.getToHangUpList()) {
        SipCall call = keeper.bySwitchId(switchCallId);
        if (call != null) {
          call.wantHangUp();
          keeper.push(call);
        }
      }
    }
  }

  /** What one floor says. */
  private final class Instructions implements InstructionWatch.Listener {
    private final String district;

    Instructions(String district) {
      this.district = district;
    }

    @Override
    public void onSnapshot(InstructionSnapshot snapshot) {
      synchronized (keeper) {
        Set<String> named = new HashSet<>();
        for (Instruction instruction : snapshot.getInstructionsList()) {
          named.add(instruction.getSwitchCallId());
          follow(instruction);
        }
        long last = numberOf(snapshot.getYoungestCallId());
        knows(district, snapshot.getYoungestCallId());
        for (SipCall call : keeper.callsOf(district)) {
          // A younger one came after the snapshot was taken.
          boolean wasInGrid =
              call.callId == null ? call.reportedBefore : numberOf(call.callId) <= last;
          if (wasInGrid && !named.contains(call.switchCallId)) {
            call.wantHangUp();
            keeper.push(call);
          }
        }
        snapshots.add(district);
        differing.add(district);
      }
    }

    @Override
    public void onInstruction(Instruction instruction) {
      synchronized (keeper) {
        follow(instruction);
      }
    }

    private void follow(Instruction instruction) {
      knows(district, instruction.getCallId());
      SipCall call = keeper.bySwitchId(instruction.getSwitchCallId());
      if (call != null) {
        call.callId = instruction.getCallId();
        call.want(instruction);
        keeper.push(call);
      } else if (needsLine(instruction.getAction())) {
        differing.add(district);
      }
      if (instruction.getAction() == CallAction.CALL_ACTION_DIAL) {
        cannotDial(instruction);
      }
    }

    private static boolean needsLine(CallAction action) {
      return switch (action) {
        case CALL_ACTION_PLAY_POSITION,
            CALL_ACTION_OFFER_TO_SEAT,
            CALL_ACTION_BRIDGE_TO_SEAT,
            CALL_ACTION_HOLD ->
            true;
        case CALL_ACTION_HANG_UP,
            CALL_ACTION_AWAIT_CALLBACK,
            CALL_ACTION_DIAL,
            CALL_ACTION_UNSPECIFIED,
            UNRECOGNIZED ->
            false;
      };
    }

    /** Kamailio relays what comes to it; the seat is free again at once. */
    private void cannotDial(Instruction instruction) {
      LOG.error(
          "call {} is to be called back, which Kamailio cannot: reported as failed",
          instruction.getCallId());
      var unused =
          link.progressed(
              district,
              ReportProgress.newBuilder()
                  .setCallId(instruction.getCallId())
                  .setProgress(CallProgress.CALL_PROGRESS_FAILED)
                  .setAttempt(instruction.getAttempt())
                  .build());
    }

    @Override
    public void onRefused(HotlineException reason) {
      LOG.error("floor {} refuses its instructions for good: {}", district, reason.getMessage());
    }
  }
}
