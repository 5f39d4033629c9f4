package city.hotline.node.endpoint;

import city.hotline.core.moment.Times;
import city.hotline.node.board.Board;
import city.hotline.node.board.CityVoters;
import city.hotline.node.epoch.Electorate;
import city.hotline.node.epoch.Voters;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.floor.v1.ForcedVoters;
import city.hotline.proto.floor.v1.VoterSet;
import city.hotline.proto.grid.v1.ChangeVotersRequest;
import city.hotline.proto.grid.v1.ChangeVotersResponse;
import city.hotline.proto.grid.v1.ForceVotersRequest;
import city.hotline.proto.grid.v1.ForceVotersResponse;
import city.hotline.proto.shard.v1.Refusal;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an operator's wish for one voter more or fewer to the city's floor; after a disaster, makes
 * the voters that are left the only ones. Thread-safe.
 */
public final class VotersDesk {
  /** Each voter gets records as they are made: the owner and its four backups. */
  private static final int MOST_VOTERS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(VotersDesk.class);

  private final String nodeId;
  private final Voters voters;
  private final Router router;
  private final Board board;
  private final Supplier<List<String>> present;

  /** Judges by these. */
  public VotersDesk(
      String nodeId, Voters voters, Router router, Board board, Supplier<List<String>> present) {
    this.nodeId = nodeId;
    this.voters = voters;
    this.router = router;
    this.board = board;
    this.present = present;
  }

  /** Refuses INVALID_FIELD, VOTERS_CHANGED. */
  void change(ChangeVotersRequest request, StreamObserver<ChangeVotersResponse> observer) {
    if (!request.hasRequestId()) {
      observer.onError(Requests.noRequestId());
      return;
    }
    Electorate now = voters.electorate();
    if (request.getVersion() != now.version() || now.isChange()) {
      observer.onError(
          Refusals.refused(
              Refusal.REFUSAL_VOTERS_CHANGED,
              Map.of("version", Long.toString(now.version())),
              now.isChange()
                  ? "The voters are being changed (" + now + "): wait until that is over."
                  : "The voters were changed meanwhile: look at them, then try again."));
      return;
    }
    List<String> next = new ArrayList<>(now.set().getVotersList());
    Optional<String> wrong = request.hasAdd() ? add(request.getAdd(), next) : remove(request, next);
    if (wrong.isPresent()) {
      observer.onError(
          Refusals.refused(
              Refusal.REFUSAL_INVALID_FIELD,
              Map.of("field", request.hasAdd() ? "add" : "remove", "expected", wrong.get()),
              wrong.get()));
      return;
    }
    if (request.hasAdd()
        && board.newestOf(request.getAdd()).getVoters().getVersion() != now.version()) {
      observer.onError(
          Refusals.refused(
              Refusal.REFUSAL_VOTERS_CHANGED,
              Map.of("version", Long.toString(now.version())),
              "Member " + request.getAdd() + " has not heard of the voters yet: wait a moment."));
      return;
    }
    VoterSet change =
        VoterSet.newBuilder()
            .setVersion(now.version() + 1)
            .addAllVoters(next)
            .addAllFormer(now.set().getVotersList())
            .build();
    Unary.answer(
        router.submit(
            CityVoters.command(change).toBuilder().setRequestId(request.getRequestId()).build()),
        observer,
        accepted ->
            ChangeVotersResponse.newBuilder()
                .setVoters(change)
                .setAcknowledgement(accepted.acknowledgement())
                .build());
  }

  /** Refuses INVALID_FIELD: a majority is here, or none of the voters is. */
  void force(ForceVotersRequest request, StreamObserver<ForceVotersResponse> observer) {
    Electorate now = voters.electorate();
    List<String> here = present.get();
    Predicate<String> counts = v -> here.contains(v) && !board.newestOf(v).getWithoutVote();
    List<String> staying = now.all().stream().filter(counts).toList();
    List<String> missing = now.all().stream().filter(counts.negate()).toList();
    String wrong = "";
    if (request.getOperator().isBlank() || request.getOperator().length() > 64) {
      wrong = "operator: who answers for it, 1 to 64 characters.";
    } else if (request.getVersion() != now.version()) {
      wrong = "version: " + now.version() + ". The voters were changed meanwhile: look at them.";
    } else if (staying.isEmpty()) {
      wrong = "None of the voters " + now + " is here: ask a node that sees one.";
    } else if (now.isMajority(staying)) {
      wrong = "A majority is here, nothing is to be forced: use 'add' and 'remove'.";
    }
    if (!wrong.isEmpty()) {
      observer.onError(
          Refusals.refused(
              Refusal.REFUSAL_INVALID_FIELD, Map.of("field", "voters", "expected", wrong), wrong));
      return;
    }
    VoterSet forced =
        VoterSet.newBuilder()
            .setVersion(now.forcedVersion(ThreadLocalRandom.current().nextInt()))
            .addAllVoters(staying)
            .setForced(
                ForcedVoters.newBuilder()
                    .setOperator(request.getOperator())
                    .setTime(Times.timestamp(System.currentTimeMillis()))
                    .addAllMissing(missing)
                    .setNodeId(nodeId))
            .build();
    if (!request.getDryRun()) {
      LOG.warn("{} forces the voters {}, without {}", request.getOperator(), staying, missing);
      voters.learn(forced);
    }
    Unary.succeed(observer, ForceVotersResponse.newBuilder().setVoters(forced).build());
  }

  private Optional<String> add(String node, List<String> next) {
    if (next.contains(node)) {
      return Optional.of(node + " has a vote already.");
    }
    if (!present.get().contains(node)) {
      return Optional.of("Member " + node + " is not here: start it first.");
    }
    if (next.size() >= MOST_VOTERS) {
      return Optional.of("There are " + MOST_VOTERS + " voters, the most: remove one first.");
    }
    String grid = board.newestOf(node).getGridId();
    if (!grid.isEmpty() && !grid.equals(voters.gridId())) {
      return Optional.of("Member " + node + " belongs to another grid: give it another --data.");
    }
    next.add(node);
    return Optional.empty();
  }

  private Optional<String> remove(ChangeVotersRequest request, List<String> next) {
    if (!next.remove(request.getRemove())) {
      return Optional.of("'" + request.getRemove() + "' has no vote.");
    }
    if (next.isEmpty()) {
      return Optional.of("The last voter stays.");
    }
    return present.get().stream().filter(next::contains).count() > next.size() / 2
        ? Optional.empty()
        : Optional.of("Without it no majority of the voters would be here.");
  }
}
