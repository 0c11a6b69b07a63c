def lines_to_flow(flow):
    return flow
