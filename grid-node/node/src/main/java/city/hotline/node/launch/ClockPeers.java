package city.hotline.node.launch;

import city.hotline.node.endpoint.GrpcMembers;
import city.hotline.node.epoch.Voters;
import city.hotline.node.grid.HazelcastGrid;
import city.hotline.node.pulse.ClockWatch;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The grid, as the watch over the clock sees it. */
record ClockPeers(String nodeId, GrpcMembers grpc, Voters voters, HazelcastGrid grid)
    implements ClockWatch.Grid {

  @Override
  public List<String> others() {
    return grpc.present().stream().filter(m -> !m.equals(nodeId)).toList();
  }

  @Override
  public int members() {
    return voters.electorate().set().getVotersCount();
  }

  @Override
  public CompletableFuture<Long> readClock(String member) {
    return grpc.readClock(member);
  }

  @Override
  public boolean isWithoutDistricts() {
    return grid.isWithoutDistricts();
  }

  @Override
  public void giveAway() {
    grid.giveAway();
  }
}
